using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The page <c>check.html</c> of a dataset: every slice with its outlines, to see whether they fit. Its pictures are files of their own.</summary>
internal sealed class DatasetCheckReport
{
    /// <summary>Slices on one page, so that a page of many slices opens fast.</summary>
    public const int SlicesPerPage = 100;

    private readonly ReportHead _head;
    private readonly SliceDataset _dataset;
    private readonly IReadOnlyList<string> _warnings;
    private readonly Dictionary<string, int> _pageOf;

    /// <summary>Prepares the pages.</summary>
    /// <param name="head">Title and origin.</param>
    /// <param name="dataset">One or more slices.</param>
    /// <param name="warnings">What is wrong with the slices, each naming its slice, if it is one.</param>
    public DatasetCheckReport(ReportHead head, SliceDataset dataset, IReadOnlyList<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        _head = head;
        _dataset = dataset;
        _warnings = warnings;
        _pageOf = dataset.Slices.Select((slice, place) => (slice.Id, Page: place / SlicesPerPage)).ToDictionary(slice => slice.Id, slice => slice.Page, StringComparer.Ordinal);
    }

    /// <summary>Number of pages.</summary>
    public int Pages => (_dataset.Slices.Count + SlicesPerPage - 1) / SlicesPerPage;

    /// <summary>Path of a page, relative to the dataset folder.</summary>
    /// <param name="page">Number of the page, from 0.</param>
    public static string PathOf(int page) => page == 0
        ? DatasetFolder.CheckPageName
        : Path.Combine(DatasetFolder.CheckFolderName, string.Create(CultureInfo.InvariantCulture, $"page-{page + 1}.html"));

    /// <summary>Longest side of the picture of a slice: its own, but not more than a page needs.</summary>
    public static int PictureSide(Slice slice) => Math.Clamp(Math.Max(slice.Image.Width, slice.Image.Height), 16, 512);

    /// <summary>Path of the picture of a slice, relative to the dataset folder.</summary>
    public static string PictureOf(string id) => Path.Combine(DatasetFolder.CheckFolderName, id + ".png");

    /// <summary>Writes a page.</summary>
    /// <param name="page">Number of the page, from 0.</param>
    /// <returns>The page.</returns>
    public string Render(int page)
    {
        Slice[] shown = [.. _dataset.Slices.Skip(page * SlicesPerPage).Take(SlicesPerPage)];
        Html steps = Pages == 1 ? Html.Empty : Html.Of($"""<p class="chips">{Enumerable.Range(0, Pages).Select(other => Step(page, other))}</p>""");
        return ReportPage.Render(
            _head,
            $"{Counted.Of(_dataset.Slices.Count, "slice")} with their outlines. Do the outlines fit the tissue, and is every region named rightly? Errors here end up in the model.",
            [
                page == 0 ? Html.Of($"""{_warnings.Select(warning => Html.Of($"<p class=\"warning\">{warning}</p>"))}{First(page)}""") : Html.Empty,
                page == 0 ? ReportParts.Section("Regions", "In how many slices each region is drawn.", RegionTable()) : Html.Empty,
                ReportParts.Section(
                    Pages == 1 ? "Slices" : FormattableString.Invariant($"Slices, page {page + 1} of {Pages}"),
                    "Point at a picture to see it without outlines; click it to enlarge it.",
                    Html.Of($"""{steps}{ReportParts.RegionLegend(_dataset.Catalog, annotatedOnly: true)}<div class="pictures check">{shown.Select(slice => Figure(page, slice))}</div>{steps}""")),
            ]);
    }

    private Html First(int page)
    {
        Slice[] odd = [.. _dataset.Slices.Where(slice => Badges(slice).Any())];
        return odd.Length == 0 ? Html.Empty : ReportParts.Section(
            "Look at these first",
            "Slices in which regions are missing, which is correct if they are not in the slice, and slices with a warning.",
            ReportParts.Scroll("Slices to look at first", Html.Of(
                $"""<table><thead><tr><th scope="col">Slice</th><th scope="col" class="text">Reason</th></tr></thead><tbody>{odd.Select(slice => Html.Of($"<tr><th scope=\"row\"><a href=\"{Address(page, _pageOf[slice.Id])}#{ReportParts.Anchor(slice.Id)}\">{slice.Id}</a></th><td class=\"text\">{Badges(slice)}</td></tr>"))}</tbody></table>""")));
    }

    private Html RegionTable() => ReportParts.Scroll("Regions", Html.Of(
        $"""<table><thead><tr><th scope="col">Region</th><th scope="col">Slices</th><th scope="col" class="text">Share</th></tr></thead><tbody>{_dataset.Catalog.Annotated.Select(RegionRow)}</tbody></table>"""));

    private Html RegionRow(Region region)
    {
        int count = _dataset.Slices.Count(slice => Has(slice, region));
        Html none = count == 0 ? Html.Of($" <span class=\"badge weak\">in no slice</span>") : Html.Empty;
        return Html.Of(
            $"""<tr><th scope="row">{ReportParts.Swatch(region.Color)}{region.Name} <span class="soft">{region.Key}</span>{none}</th><td>{count}</td><td class="text">{ReportParts.Bar((double)count / _dataset.Slices.Count, region.Color)}</td></tr>""");
    }

    private Html Figure(int page, Slice slice)
    {
        int side = PictureSide(slice);
        PictureScale scale = new(slice.Image.Size, side);
        string[] drawn = [.. _dataset.Catalog.Annotated.Where(region => Has(slice, region)).Select(region => region.Name)];
        string description = $"Slice {slice.Id} with {(drawn.Length == 0 ? "no outlines" : $"the outlines of {string.Join(", ", drawn)}")}";
        IEnumerable<Html> paths = slice.Regions is null ? [] : OutlinePaths.Draw(_dataset.Catalog, OutlinePaths.Of(slice.Regions, side), "drawn");
        Html content = Html.Of(
            $"""<span class="outlined"><img src="{Relative(page, PictureOf(slice.Id))}" width="{scale.Size.Width}" height="{scale.Size.Height}" loading="lazy" alt="{description}"/><svg viewBox="0 0 {2 * scale.Size.Width} {2 * scale.Size.Height}">{paths}</svg></span>""");
        Html caption = Html.Of($"""<b>{slice.Id}</b> {Counted.Of(drawn.Length, "region")}, {slice.Frame.OriginalSize.ToString()} px<br/>{Badges(slice)}""");
        return Html.Of($"""<div id="{ReportParts.Anchor(slice.Id)}">{ReportParts.Figure(ReportParts.Anchor(slice.Id) + "-picture", content, caption, description)}</div>""");
    }

    private IEnumerable<Html> Badges(Slice slice)
    {
        string[] missing = [.. _dataset.Catalog.Annotated.Where(region => !Has(slice, region)).Select(region => region.Name)];
        if (slice.Regions is null || missing.Length == _dataset.Catalog.Annotated.Count())
        {
            yield return Html.Of($"""<span class="badge bad">no region drawn</span>""");
        }
        else if (missing.Length > 0)
        {
            yield return Html.Of($"""<span class="badge weak">missing: {string.Join(", ", missing)}</span>""");
        }

        foreach (string warning in _warnings.Where(warning => Names(warning, slice.Id)))
        {
            yield return Html.Of($"""<span class="badge weak">{warning}</span>""");
        }
    }

    private static bool Has(Slice slice, Region region) => slice.Regions?.Indices.Pixels.Contains((byte)region.Index) == true;

    // An id that is part of another one, as B31-1 of B31-12, is not meant.
    private static bool Names(string warning, string id)
    {
        int at = warning.IndexOf(id, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !char.IsLetterOrDigit(warning[at - 1])) && (at + id.Length == warning.Length || !char.IsLetterOrDigit(warning[at + id.Length]));
    }

    private static Html Step(int page, int other) => other == page
        ? Html.Of($"<b>{other + 1}</b>")
        : Html.Of($"""<a href="{Address(page, other)}">{other + 1}</a>""");

    private static string Address(int page, int other) => page == other ? "" : Relative(page, PathOf(other));

    private static string Relative(int page, string path) =>
        SliceFiles.Address(page == 0 ? path : Path.GetRelativePath(DatasetFolder.CheckFolderName, path));
}
