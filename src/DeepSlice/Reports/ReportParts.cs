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

    /// <summary>A picture that enlarges by a click and closes by Escape, without script: the figure itself is a popover that the stylesheet shows in place until it is opened.</summary>
    /// <param name="id">Id, unique within the page.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">Short caption.</param>
    /// <param name="description">What the picture shows, for readers who do not see it.</param>
    public static Html Figure(string id, Raster<RegionColor> picture, string caption, string description) => Figure(id, PngFile.Encode(picture), caption, description);

    /// <summary>As <see cref="Figure(string, Raster{RegionColor}, string, string)"/>, for a grey picture.</summary>
    public static Html Figure(string id, Raster<byte> picture, string caption, string description) => Figure(id, PngFile.Encode(picture), caption, description);

    /// <summary>As <see cref="Figure(string, Raster{RegionColor}, string, string)"/>, for the bytes of a PNG file.</summary>
    public static Html Figure(string id, byte[] png, string caption, string description) =>
        Figure(id, Html.Of($"""<img src="data:image/png;base64,{new Html(Convert.ToBase64String(png))}" alt="{description}"/>"""), Html.Of($"{caption}"), description);

    /// <summary>A figure around any picture.</summary>
    /// <param name="id">Id, unique within the page.</param>
    /// <param name="content">An <c>img</c>, with or without drawings on it.</param>
    /// <param name="caption">Short caption.</param>
    /// <param name="description">What the picture shows.</param>
    public static Html Figure(string id, Html content, Html caption, string description) => Html.Of(
        $"""<div class="picture"><figure popover="auto" id="{id}"><button type="button" popovertarget="{id}" aria-label="Enlarge: {description}">{content}</button><figcaption>{caption}</figcaption></figure></div>""");

    /// <summary>A table in a card that scrolls sideways, and shows that it does, where the page is too narrow.</summary>
    /// <param name="name">What the table holds, for screen readers.</param>
    /// <param name="table">The table.</param>
    public static Html Scroll(string name, Html table) => Html.Of($"""<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="{name}">{table}</div></div>""");

    /// <summary>Links to files of a slice, in one line; empty if there is none.</summary>
    public static Html Links(IReadOnlyList<ReportLink> links) => links.Count == 0 ? Html.Empty : Html.Of(
        $"""<p class="note files"><span>Files: </span>{links.Select((link, place) => Html.Of($"{(place == 0 ? "" : " · ")}<a href=\"{link.Address}\">{link.Name}</a>"))}</p>""");

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
