using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The building blocks of the reports.</summary>
internal static class ReportParts
{
    private const int LongValue = 10;

    public static Html Section(string heading, string introduction, Html body) => Html.Of(
        $"""
        <section><h2>{heading}</h2><p class="soft">{introduction}</p>
        {body}
        </section>

        """);

    public static Html Tiles(IEnumerable<ReportFact> facts) => Html.Of(
        $"""<div class="tiles">{facts.Select(Tile)}</div>""");

    public static Html Figure(Raster<RegionColor> picture, string caption) => Figure(PngFile.Encode(picture), caption);

    public static Html Figure(Raster<byte> picture, string caption) => Figure(PngFile.Encode(picture), caption);

    /// <summary>A picture from the bytes of a PNG file.</summary>
    public static Html Figure(byte[] png, string caption) => Html.Of(
        $"""<figure><img src="data:image/png;base64,{new Html(Convert.ToBase64String(png))}" alt="{caption}"/><figcaption>{caption}</figcaption></figure>""");

    public static Html Swatch(RegionColor color) => Html.Of($"""<span class="swatch" style="background:{color.ToString()}"></span>""");

    public static Html RegionLegend(RegionCatalog catalog, bool annotatedOnly = false) => Html.Of(
        $"""<div class="legend">{catalog.Regions.Skip(1).Where(region => region.IsAnnotated || !annotatedOnly).Select(region => Html.Of($"<span>{Swatch(region.Color)}{region.Name}</span>"))}</div>""");

    public static Html AgreementLegend() => Html.Of(
        $"""<div class="legend"><b>Difference:</b>{Agreement.All.Select(kind => Html.Of($"<span>{Swatch(kind.Color)}{kind.Name} <span class=\"soft\">– {kind.Explanation}</span></span>"))}</div>""");

    public static Html MeasureExplanations(IEnumerable<Measure> measures) => Html.Of(
        $"""<dl class="explain">{measures.Select(measure => Html.Of($"<dt>{Heading(measure)}</dt><dd>{measure.Explanation}</dd>"))}</dl>""");

    public static string Heading(Measure measure) => measure.Unit.Length == 0 ? measure.Name : $"{measure.Name} ({measure.Unit})";

    public static Html Bar(double share, RegionColor color) => Html.Of(
        $"""<span class="bar"><i style="width:{100 * Math.Clamp(share, 0, 1):0.#}%;background:{color.ToString()}"></i></span>""");

    /// <summary>The id of a slice's card within the page.</summary>
    public static string Anchor(string sliceId) => "slice-" + Uri.EscapeDataString(sliceId);

    private static Html Tile(ReportFact fact)
    {
        string size = fact.Value.Length >= LongValue ? " long" : "";
        return Html.Of(
            $"""<div class="tile"><div class="label">{fact.Label}</div><div class="value{size}">{fact.Value}</div><div class="hint">{fact.Explanation}</div></div>""");
    }
}
