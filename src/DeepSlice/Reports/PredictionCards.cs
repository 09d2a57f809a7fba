using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The predicted slices of a report, each with its pictures and measurements.</summary>
internal static class PredictionCards
{
    /// <summary>Draws the cards of slices.</summary>
    /// <param name="head">Names the files of each slice.</param>
    /// <param name="catalog">The regions.</param>
    /// <param name="slices">The slices, in order; those without pictures of their own show the overlay that lies beside the report.</param>
    /// <param name="folder">Address of the folder of the predictions, seen from the page: empty, or ending with a slash.</param>
    public static Html Render(ReportHead head, RegionCatalog catalog, IReadOnlyList<PredictedSlice> slices, string folder) =>
        Html.Of($"{ReportParts.RegionLegend(catalog)}{slices.AsParallel().AsOrdered().Select(slice => Card(head, slice, folder))}");

    public static IEnumerable<Html> Badges(PredictedSlice slice) =>
        slice.Flags().Select(flag => Html.Of($"""<span class="badge weak">{flag}</span>"""));

    public static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    public static string Percent(double? share) => share is null ? "–" : FormattableString.Invariant($"{100 * share:0.0} %");

    private static Html Card(ReportHead head, PredictedSlice slice, string folder)
    {
        string anchor = ReportParts.Anchor(slice.Id);
        string[] found = [.. slice.Measurements.Where(row => row.Region.IsAnnotated && row.AreaPixels > 0).Select(row => row.Region.Name)];
        string regions = found.Length == 0 ? "no region" : string.Join(", ", found);
        return Html.Of(
            $"""
            <article class="card" id="{anchor}">
            <header><h3>{slice.Id}</h3><span class="soft">confidence {Text(slice.Confidence, "0.00")}</span><span>{Badges(slice)}</span></header>
            <p class="note">{slice.Scale.ToWords()}.{DamageWords(slice)}</p>{ReportParts.Links(head.FilesOf(slice.Id))}
            <div class="side">
            {Pictures(slice, anchor, $"Slice {slice.Id} with the outlines that the network found: {regions}", folder)}
            <div class="scroll" tabindex="0" role="region" aria-label="Regions of {slice.Id}"><table>
            <thead><tr><th scope="col">Region</th><th scope="col">Confidence</th><th scope="col">Share</th><th scope="col">Area (px)</th><th scope="col">Area (µm²)</th><th scope="col">Intensity</th></tr></thead>
            <tbody>{slice.Measurements.Select(Row)}</tbody></table></div>
            </div></article>

            """);
    }

    private static Html Pictures(PredictedSlice slice, string anchor, string description, string folder)
    {
        string caption = slice.Damage is null ? "Regions found" : "Regions found; damage hatched";
        return slice.Pictures is { } pictures
            ? Html.Of($"""<div class="pictures two">{ReportParts.Figure(anchor + "-image", pictures.Image, "Image", $"Image of slice {slice.Id}, brightened")}{ReportParts.Figure(anchor + "-regions", pictures.Overlay, caption, description)}</div>""")
            : Html.Of($"""<div class="pictures two">{ReportParts.Figure(anchor + "-regions", Html.Of($"""<img src="{folder}{SliceFiles.Address(slice.Id + PredictionFolder.OverlayEnding)}" loading="lazy" alt="{description}"/>"""), Html.Of($"{caption}"), description)}</div>""");
    }

    private static string DamageWords(PredictedSlice slice) => slice.Damage is { } damage ? $" Damaged: {Percent(damage.Slice)} of the tissue." : "";

    private static Html Row(RegionMeasurement row) => Html.Of(
        $"""<tr><th scope="row">{ReportParts.Swatch(row.Region.Color)}{row.Region.Name}</th><td>{Text(row.Confidence, "0.00")}</td><td>{Percent(row.Fraction)}</td><td>{Text(row.AreaPixels, "N0")}</td><td>{Text(row.AreaSquareMicrometres, "N0")}</td><td>{Text(row.MeanIntensity, "G4")}</td></tr>""");
}
