using System.Globalization;
using DeepSlice.Metrics;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The report on predicted slices without annotation.</summary>
internal static class PredictionReport
{
    /// <summary>Maximal number of slices with pictures: with many more, the page is slow to open.</summary>
    public const int MostPictures = 200;

    /// <summary>Writes the report as one self-contained HTML page.</summary>
    /// <param name="title">Heading, for example the name of the input.</param>
    /// <param name="catalog">The regions.</param>
    /// <param name="slices">The slices, in order; those without pictures are only in the tables.</param>
    /// <param name="origin">Where the model comes from, as <see cref="ModelProvenance.ToWords"/>.</param>
    /// <returns>The page.</returns>
    public static string Render(string title, RegionCatalog catalog, IReadOnlyList<PredictedSlice> slices, string origin)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentException.ThrowIfNullOrEmpty(origin);
        return ReportPage.Render(
            title,
            $"Regions found by the network in {Counted.Of(slices.Count, "slice")}; they are unchecked. The network was {origin}.",
            [
                ReportParts.Tiles(Facts(slices)),
                ReportParts.Section("Regions", "Means over the slices in which the region was found.", RegionTable(catalog, slices)),
                ReportParts.Section(
                    "Slices to check",
                    FormattableString.Invariant(
                        $"Slices with a mean confidence below {SlicePrediction.DoubtfulBelow:0.0#}: do not trust them unchecked. Regions that were not found: correct if they are not in the slice. Regions with a confidence below {PredictedSlice.LowConfidence:0.0#}."),
                    FlagTable(slices)),
                ReportParts.Section(
                    "Slices",
                    "Areas are in pixels of the original image. Share is the region's area ÷ the tissue area of the slice.",
                    SliceCards(catalog, slices)),
            ]);
    }

    private static IEnumerable<ReportFact> Facts(IReadOnlyList<PredictedSlice> slices)
    {
        double?[] confidences = [.. slices.SelectMany(Annotated).Select(measurement => measurement.Confidence)];
        yield return new ReportFact("Slices", Text(slices.Count, "N0"));
        yield return new ReportFact("Mean confidence", Text(confidences.Average(), "0.00"), "The Dice that the network expects; it does not prove that the outlines are correct");
        yield return new ReportFact("Low confidence", Text(slices.Count(slice => slice.IsDoubtful), "N0"), FormattableString.Invariant($"Slices with a confidence below {SlicePrediction.DoubtfulBelow:0.0#}"));
        yield return new ReportFact("Slices to check", Text(slices.Count(slice => slice.Flags().Count > 0), "N0"), "A region was not found, or its confidence or the slice's is low");
    }

    private static IEnumerable<RegionMeasurement> Annotated(PredictedSlice slice) =>
        slice.Measurements.Where(measurement => measurement.Region.IsAnnotated);

    private static Html RegionTable(RegionCatalog catalog, IReadOnlyList<PredictedSlice> slices)
    {
        ILookup<string, RegionMeasurement> found = slices.SelectMany(slice => slice.Measurements)
            .Where(measurement => measurement.AreaPixels > 0).ToLookup(measurement => measurement.Region.Key, StringComparer.Ordinal);
        Html Row(Region region)
        {
            RegionMeasurement[] rows = [.. found[region.Key]];
            double? share = rows.Length == 0 ? null : rows.Average(row => row.Fraction);
            return Html.Of(
                $"""<tr><td>{ReportParts.Swatch(region.Color)}{region.Name} <span class="soft">{region.Key}</span></td><td>{rows.Length}</td><td class="text">{ReportParts.Bar(share ?? 0, region.Color)}</td><td>{Percent(share)}</td><td>{Text(rows.Length == 0 ? null : rows.Average(row => row.AreaPixels), "N0")}</td><td>{Text(rows.Average(row => row.AreaSquareMicrometres), "N0")}</td><td>{Text(rows.Average(row => row.MeanIntensity), "G4")}</td><td>{Text(rows.Average(row => row.Confidence), "0.00")}</td></tr>""");
        }

        return Html.Of(
            $"""
            <div class="card scroll"><table>
            <thead><tr><th>Region</th><th>Slices</th><th class="text">Share of tissue</th><th></th><th>Area (px)</th><th>Area (µm²)</th><th>Intensity</th><th>Confidence</th></tr></thead>
            <tbody>{catalog.Regions.Skip(1).Select(Row)}</tbody></table></div>
            """);
    }

    private static Html FlagTable(IReadOnlyList<PredictedSlice> slices)
    {
        PredictedSlice[] flagged = [.. slices.Where(slice => slice.Flags().Count > 0)];
        return flagged.Length == 0
            ? Html.Of($"""<p><span class="badge good">No slice needs a check.</span></p>""")
            : Html.Of(
                $"""<div class="card scroll"><table><thead><tr><th>Slice</th><th class="text">Reason</th></tr></thead><tbody>{flagged.Select(slice => Html.Of($"<tr><td>{Link(slice)}</td><td class=\"text\">{Badges(slice)}</td></tr>"))}</tbody></table></div>""");
    }

    private static Html Link(PredictedSlice slice) =>
        slice.Pictures is null ? Html.Of($"{slice.Id}") : Html.Of($"""<a href="#{ReportParts.Anchor(slice.Id)}">{slice.Id}</a>""");

    private static IEnumerable<Html> Badges(PredictedSlice slice) =>
        slice.Flags().Select(flag => Html.Of($"""<span class="badge weak">{flag}</span>"""));

    private static Html SliceCards(RegionCatalog catalog, IReadOnlyList<PredictedSlice> slices)
    {
        int pictured = slices.Count(slice => slice.Pictures is not null);
        Html more = pictured == slices.Count
            ? Html.Empty
            : Html.Of($"""<p class="note">{pictured} of {slices.Count} slices have pictures here; regions.csv and the overlays cover all of them.</p>""");
        return Html.Of($"{ReportParts.RegionLegend(catalog)}{more}{slices.AsParallel().AsOrdered().Select(SliceCard)}");
    }

    private static Html SliceCard(PredictedSlice slice) => slice.Pictures is not { } pictures ? Html.Empty : Html.Of(
        $"""
        <article class="card" id="{ReportParts.Anchor(slice.Id)}">
        <header><h3>{slice.Id}</h3><span>{Badges(slice)}</span></header>
        <p class="note">{slice.Scale.ToWords()}.</p>
        <div class="side">
        <div class="pictures two">{ReportParts.Figure(pictures.Image, "Image")}{ReportParts.Figure(pictures.Overlay, "Regions found")}</div>
        <div class="scroll"><table>
        <thead><tr><th>Region</th><th>Area (px)</th><th>Area (µm²)</th><th>Share</th><th>Intensity</th><th>Confidence</th></tr></thead>
        <tbody>{slice.Measurements.Select(MeasurementRow)}</tbody></table></div>
        </div></article>

        """);

    private static Html MeasurementRow(RegionMeasurement row) => Html.Of(
        $"""<tr><td>{ReportParts.Swatch(row.Region.Color)}{row.Region.Name}</td><td>{Text(row.AreaPixels, "N0")}</td><td>{Text(row.AreaSquareMicrometres, "N0")}</td><td>{Percent(row.Fraction)}</td><td>{Text(row.MeanIntensity, "G4")}</td><td>{Text(row.Confidence, "0.00")}</td></tr>""");

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private static string Percent(double? share) => share is null ? "–" : FormattableString.Invariant($"{100 * share:0.0} %");
}
