using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Metrics;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The report on predicted slices without annotation: one page with all pictures in it, or, of many slices, pages that show the overlays beside them.</summary>
internal sealed class PredictionReport
{
    /// <summary>Maximal number of slices of a report on one page: with more, it is slow to open.</summary>
    public const int MostPictures = 200;

    /// <summary>Slices on each of several pages.</summary>
    public const int SlicesPerPage = 100;

    // Without any flag, the least certain slices are named all the same: flags miss some bad slices.
    private const int LeastCertain = 5;

    private const string PageFolder = "report";

    private readonly RegionCatalog _catalog;
    private readonly IReadOnlyList<PredictedSlice> _slices;
    private readonly PredictionReportModel _model;
    private readonly PredictedSlice[] _ordered;
    private readonly Dictionary<string, int> _pageOf;

    /// <summary>Prepares the pages.</summary>
    /// <param name="catalog">The regions.</param>
    /// <param name="slices">The slices, in order; with pictures if they are <see cref="MostPictures"/> or fewer.</param>
    /// <param name="model">The model.</param>
    public PredictionReport(RegionCatalog catalog, IReadOnlyList<PredictedSlice> slices, PredictionReportModel model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(model);
        _catalog = catalog;
        _slices = slices;
        _model = model;
        _ordered = [.. slices.OrderBy(slice => slice.Margin)];
        Pages = slices.Count <= MostPictures ? 1 : (slices.Count + SlicesPerPage - 1) / SlicesPerPage;
        _pageOf = _ordered.Select((slice, place) => (slice.Id, Page: Pages == 1 ? 0 : place / SlicesPerPage)).ToDictionary(slice => slice.Id, slice => slice.Page, StringComparer.Ordinal);
    }

    /// <summary>Number of pages.</summary>
    public int Pages { get; }

    /// <summary>Path of a page, relative to the folder of the predictions.</summary>
    /// <param name="page">Number of the page, from 0.</param>
    public static string PathOf(int page) => page == 0
        ? PredictionFolder.ReportName
        : Path.Combine(PageFolder, string.Create(CultureInfo.InvariantCulture, $"page-{page + 1}.html"));

    /// <summary>Writes a page; the slices that need a check most come first.</summary>
    /// <param name="head">Title, for example with the name of the input, and origin; its files are relative to the folder of the page.</param>
    /// <param name="page">Number of the page, from 0.</param>
    public string Render(ReportHead head, int page = 0)
    {
        ArgumentNullException.ThrowIfNull(head);
        IEnumerable<PredictedSlice> shown = Pages == 1 ? _ordered : _ordered.Skip(page * SlicesPerPage).Take(SlicesPerPage);
        string which = Pages == 1 ? "" : FormattableString.Invariant($", page {page + 1} of {Pages}");
        Html steps = Pages == 1 ? Html.Empty : Html.Of($"""<p class="chips">{Enumerable.Range(0, Pages).Select(other => Step(page, other))}</p>""");
        return ReportPage.Render(
            head,
            $"Regions found by the network in {Counted.Of(_slices.Count, "slice")}; they are unchecked. The network was {_model.Origin}.",
            [
                page > 0 ? Html.Empty : Html.Of($"{ReportParts.Tiles(Facts(_slices, _model.Flags))}{First(head)}{ReportParts.Section("Regions", "Means over the slices in which the region was found.", RegionTable())}"),
                ReportParts.Section(
                    "Slices, least certain first" + which,
                    "Confidence is the Dice that the network expects. Areas are in pixels of the original image. Share is the region's area ÷ the tissue area of the slice.",
                    Html.Of($"{steps}{PredictionCards.Render(head, _catalog, [.. shown], page == 0 ? "" : "../")}{steps}")),
            ]);
    }

    private static Html Step(int page, int other) => other == page
        ? Html.Of($"<b>{other + 1}</b>")
        : Html.Of($"""<a href="{Address(page, other)}">{other + 1}</a>""");

    private static string Address(int page, int other) =>
        page == other ? "" : SliceFiles.Address(page == 0 ? PathOf(other) : Path.GetRelativePath(PageFolder, PathOf(other)));

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

    private Html First(ReportHead head)
    {
        FlagThresholds flags = _model.Flags;
        PredictedSlice[] flagged = [.. _ordered.Where(slice => slice.IsDoubtful), .. _ordered.Where(slice => !slice.IsDoubtful && slice.Flags().Count > 0)];
        PredictedSlice[] shown = flagged.Length > 0 ? [.. flagged.Take(MostPictures)] : [.. _ordered.Take(LeastCertain)];
        string which = flagged.Length > 0
            ? FormattableString.Invariant($"Slices with a confidence below {flags.Slice:0.00}, or with a region below {flags.Region:0.00}, least certain first: do not use them unchecked. Then slices with a region that was not found, which is correct if the slice does not have it.")
            : FormattableString.Invariant($"No slice has a confidence below {flags.Slice:0.00}, or a region below {flags.Region:0.00}. These are the least certain.");
        string trust = flags.Measured is { } measured
            ? $" On slices that the network had not seen, some with artifacts, {measured.ToWords()}: look at some of the others, too."
            : " How many bad slices these flags find was not measured for this model: look at some of the others, too.";
        string more = flagged.Length > shown.Length && flagged.Length > 0 ? FormattableString.Invariant($" The first {shown.Length} of {flagged.Length} are named here; the column flag of {PredictionFolder.TableName} has all.") : "";
        return ReportParts.Section("Look at these first", which + trust + more, ReportParts.Scroll("Slices to look at first", Html.Of(
            $"""
            <table><thead><tr><th scope="col">Slice</th><th scope="col">Confidence</th><th scope="col" class="text">Weakest region</th><th scope="col" class="text">Reason</th><th scope="col" class="text">Files</th></tr></thead>
            <tbody>{shown.Select(slice => Row(head, slice))}</tbody></table>
            """)));
    }

    private Html Row(ReportHead head, PredictedSlice slice)
    {
        RegionMeasurement? weakest = slice.Measurements.Where(measurement => measurement.Region.IsAnnotated && measurement.Confidence is not null).MinBy(measurement => measurement.Confidence);
        Html region = weakest is null ? Html.Of($"–") : Html.Of($"{ReportParts.Swatch(weakest.Region.Color)}{weakest.Region.Name} {PredictionCards.Text(weakest.Confidence, "0.00")}");
        return Html.Of(
            $"""<tr><th scope="row">{Link(slice.Id)}</th><td>{PredictionCards.Text(slice.Confidence, "0.00")}</td><td class="text">{region}</td><td class="text">{PredictionCards.Badges(slice)}</td><td class="text">{ReportParts.Links(head.FilesOf(slice.Id))}</td></tr>""");
    }

    private Html RegionTable()
    {
        ILookup<string, RegionMeasurement> found = _slices.SelectMany(slice => slice.Measurements)
            .Where(measurement => measurement.AreaPixels > 0).ToLookup(measurement => measurement.Region.Key, StringComparer.Ordinal);
        Html Row(Region region)
        {
            RegionMeasurement[] rows = [.. found[region.Key]];
            RegionMeasurement? weakest = rows.Where(row => row.Confidence is not null).MinBy(row => row.Confidence);
            double? share = rows.Length == 0 ? null : rows.Average(row => row.Fraction);
            return Html.Of(
                $"""<tr><th scope="row">{ReportParts.Swatch(region.Color)}{region.Name} <span class="soft">{region.Key}</span></th><td>{rows.Length}</td><td>{PredictionCards.Text(rows.Average(row => row.Confidence), "0.00")}</td><td>{PredictionCards.Text(weakest?.Confidence, "0.00")}</td><td class="text">{(weakest is null ? Html.Empty : Link(weakest.SliceId))}</td><td class="text">{ReportParts.Bar(share ?? 0, region.Color)}</td><td>{PredictionCards.Percent(share)}</td><td>{PredictionCards.Text(rows.Length == 0 ? null : rows.Average(row => row.AreaPixels), "N0")}</td><td>{PredictionCards.Text(rows.Average(row => row.AreaSquareMicrometres), "N0")}</td><td>{PredictionCards.Text(rows.Average(row => row.MeanIntensity), "G4")}</td></tr>""");
        }

        return ReportParts.Scroll("Regions", Html.Of(
            $"""
            <table>
            <thead><tr><th scope="col">Region</th><th scope="col">Slices</th><th scope="col">Confidence</th><th scope="col">Lowest</th><th scope="col" class="text">in slice</th><th scope="col" class="text" colspan="2">Share of tissue</th><th scope="col">Area (px)</th><th scope="col">Area (µm²)</th><th scope="col">Intensity</th></tr></thead>
            <tbody>{_catalog.Regions.Skip(1).Select(Row)}</tbody></table>
            """));
    }

    // From the first page.
    private Html Link(string id) => Html.Of($"""<a href="{Address(0, _pageOf[id])}#{ReportParts.Anchor(id)}">{id}</a>""");
}
