using DeepSlice.Metrics;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The report on predicted slices without annotation.</summary>
internal static class PredictionReport
{
    /// <summary>Maximal number of slices with pictures: with many more, the page is slow to open.</summary>
    public const int MostPictures = 200;

    // Without any flag, the least certain slices are named all the same: flags miss some bad slices.
    private const int LeastCertain = 5;

    /// <summary>Writes the report as one self-contained HTML page.</summary>
    /// <param name="head">Title, for example with the name of the input, and origin.</param>
    /// <param name="catalog">The regions.</param>
    /// <param name="slices">The slices, in order; those without pictures are only in the tables.</param>
    /// <param name="model">The model.</param>
    /// <returns>The page; the slices that need a check most come first.</returns>
    public static string Render(ReportHead head, RegionCatalog catalog, IReadOnlyList<PredictedSlice> slices, PredictionReportModel model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(model);
        PredictedSlice[] ordered = [.. slices.OrderBy(slice => slice.Margin)];
        return ReportPage.Render(
            head,
            $"Regions found by the network in {Counted.Of(slices.Count, "slice")}; they are unchecked. The network was {model.Origin}.",
            [
                ReportParts.Tiles(Facts(slices, model.Flags)),
                First(head, ordered, model.Flags),
                ReportParts.Section("Regions", "Means over the slices in which the region was found.", RegionTable(catalog, slices)),
                ReportParts.Section(
                    "Slices, least certain first",
                    "Confidence is the Dice that the network expects. Areas are in pixels of the original image. Share is the region's area ÷ the tissue area of the slice.",
                    PredictionCards.Render(head, catalog, ordered)),
            ]);
    }

    private static IEnumerable<ReportFact> Facts(IReadOnlyList<PredictedSlice> slices, FlagThresholds flags)
    {
        double?[] confidences = [.. slices.SelectMany(slice => slice.Measurements).Where(measurement => measurement.Region.IsAnnotated).Select(measurement => measurement.Confidence)];
        yield return new ReportFact("Slices", PredictionCards.Text(slices.Count, "N0"));
        yield return new ReportFact("Mean confidence", PredictionCards.Text(confidences.Average(), "0.00"), "The Dice that the network expects; it does not prove that the outlines are correct");
        yield return new ReportFact(
            "Flagged slices",
            PredictionCards.Text(slices.Count(slice => slice.IsDoubtful), "N0"),
            FormattableString.Invariant($"Confidence of the slice below {flags.Slice:0.00}, or of a region below {flags.Region:0.00}"));
        yield return new ReportFact(
            "Regions not found",
            PredictionCards.Text(slices.Sum(slice => slice.Measurements.Count(measurement => measurement.Region.IsAnnotated && measurement.AreaPixels == 0)), "N0"),
            "Correct where the slice does not have the region");
    }

    private static Html First(ReportHead head, PredictedSlice[] ordered, FlagThresholds flags)
    {
        PredictedSlice[] flagged = [.. ordered.Where(slice => slice.IsDoubtful), .. ordered.Where(slice => !slice.IsDoubtful && slice.Flags().Count > 0)];
        PredictedSlice[] shown = flagged.Length > 0 ? flagged : [.. ordered.Take(LeastCertain)];
        string which = flagged.Length > 0
            ? FormattableString.Invariant($"Slices with a confidence below {flags.Slice:0.00}, or with a region below {flags.Region:0.00}, least certain first: do not use them unchecked. Then slices with a region that was not found, which is correct if the slice does not have it.")
            : FormattableString.Invariant($"No slice has a confidence below {flags.Slice:0.00}, or a region below {flags.Region:0.00}. These are the least certain.");
        string trust = flags.Measured is { } measured
            ? $" On slices that the network had not seen, some with artifacts, {measured.ToWords()}: look at some of the others, too."
            : " How many bad slices these flags find was not measured for this model: look at some of the others, too.";
        return ReportParts.Section("Look at these first", which + trust, ReportParts.Scroll("Slices to look at first", Html.Of(
            $"""
            <table><thead><tr><th scope="col">Slice</th><th scope="col">Confidence</th><th scope="col" class="text">Weakest region</th><th scope="col" class="text">Reason</th><th scope="col" class="text">Files</th></tr></thead>
            <tbody>{shown.Select(slice => Row(head, slice))}</tbody></table>
            """)));
    }

    private static Html Row(ReportHead head, PredictedSlice slice)
    {
        RegionMeasurement? weakest = slice.Measurements.Where(measurement => measurement.Region.IsAnnotated && measurement.Confidence is not null).MinBy(measurement => measurement.Confidence);
        Html region = weakest is null ? Html.Of($"–") : Html.Of($"{ReportParts.Swatch(weakest.Region.Color)}{weakest.Region.Name} {PredictionCards.Text(weakest.Confidence, "0.00")}");
        return Html.Of(
            $"""<tr><th scope="row">{Link(slice)}</th><td>{PredictionCards.Text(slice.Confidence, "0.00")}</td><td class="text">{region}</td><td class="text">{PredictionCards.Badges(slice)}</td><td class="text">{ReportParts.Links(head.FilesOf(slice.Id))}</td></tr>""");
    }

    private static Html RegionTable(RegionCatalog catalog, IReadOnlyList<PredictedSlice> slices)
    {
        ILookup<string, RegionMeasurement> found = slices.SelectMany(slice => slice.Measurements)
            .Where(measurement => measurement.AreaPixels > 0).ToLookup(measurement => measurement.Region.Key, StringComparer.Ordinal);
        Html Row(Region region)
        {
            RegionMeasurement[] rows = [.. found[region.Key]];
            RegionMeasurement? weakest = rows.Where(row => row.Confidence is not null).MinBy(row => row.Confidence);
            double? share = rows.Length == 0 ? null : rows.Average(row => row.Fraction);
            return Html.Of(
                $"""<tr><th scope="row">{ReportParts.Swatch(region.Color)}{region.Name} <span class="soft">{region.Key}</span></th><td>{rows.Length}</td><td>{PredictionCards.Text(rows.Average(row => row.Confidence), "0.00")}</td><td>{PredictionCards.Text(weakest?.Confidence, "0.00")}</td><td class="text">{(weakest is null ? Html.Empty : Link(slices.First(slice => slice.Id == weakest.SliceId)))}</td><td class="text">{ReportParts.Bar(share ?? 0, region.Color)}</td><td>{PredictionCards.Percent(share)}</td><td>{PredictionCards.Text(rows.Length == 0 ? null : rows.Average(row => row.AreaPixels), "N0")}</td><td>{PredictionCards.Text(rows.Average(row => row.AreaSquareMicrometres), "N0")}</td><td>{PredictionCards.Text(rows.Average(row => row.MeanIntensity), "G4")}</td></tr>""");
        }

        return ReportParts.Scroll("Regions", Html.Of(
            $"""
            <table>
            <thead><tr><th scope="col">Region</th><th scope="col">Slices</th><th scope="col">Confidence</th><th scope="col">Lowest</th><th scope="col" class="text">in slice</th><th scope="col" class="text" colspan="2">Share of tissue</th><th scope="col">Area (px)</th><th scope="col">Area (µm²)</th><th scope="col">Intensity</th></tr></thead>
            <tbody>{catalog.Regions.Skip(1).Select(Row)}</tbody></table>
            """));
    }

    private static Html Link(PredictedSlice slice) =>
        slice.Pictures is null ? Html.Of($"{slice.Id}") : Html.Of($"""<a href="#{ReportParts.Anchor(slice.Id)}">{slice.Id}</a>""");
}
