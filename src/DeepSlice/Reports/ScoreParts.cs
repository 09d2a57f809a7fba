using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Pieces of reports that show scores: tiles, the table per region, slices with their differences.</summary>
internal sealed class ScoreParts
{
    /// <summary>Maximal number of slices with pictures, so that a report can be sent by mail.</summary>
    public const int PicturedSlices = 80;

    private readonly ReportHead _head;
    private readonly ScoreTable _table;
    private readonly Dictionary<string, SliceScore> _scores;
    private readonly ComparedSlice[] _slices;
    private readonly HashSet<string> _pictured;

    /// <summary>Prepares the pieces of one report.</summary>
    /// <param name="head">Head of the report, for the files of slices.</param>
    /// <param name="table">The scores.</param>
    /// <param name="slices">The slices to show, in any order; those without scores are omitted. Empty for no pictures.</param>
    public ScoreParts(ReportHead head, ScoreTable table, IEnumerable<ComparedSlice> slices)
    {
        _head = head;
        _table = table;
        _scores = table.Slices.ToDictionary(slice => slice.Id, StringComparer.Ordinal);
        _slices = [.. slices.Where(slice => _scores.ContainsKey(slice.Id)).OrderBy(slice => MeanDice(_scores[slice.Id]))];
        _pictured = [.. _slices.Take(PicturedSlices).Select(slice => slice.Id)];
    }

    /// <summary>Whether there are slices to show.</summary>
    public bool HasPictures => _slices.Length > 0;

    public IEnumerable<ReportFact> Facts()
    {
        yield return new ReportFact("Mean Dice", Measures.Dice.Format(_table.Mean), "Overlap with the annotation; 1 is perfect");
        yield return new ReportFact(
            "Worst slice",
            Measures.Dice.Format(_table.Worst?.Mean),
            _table.Worst is null ? "" : $"Mean Dice of {_table.Worst.Id}");
        yield return new ReportFact("Border distance", $"{Measures.Hausdorff95.Format(_table.Mean)} {Measures.Hausdorff95.Unit}", "Hausdorff 95, mean");
        yield return new ReportFact("Failed regions", $"{_table.Failed} of {_table.Judged}", $"Dice below {Score.FailedBelow:0.0#}");
    }

    public Html RegionTable() => Html.Of(
        $"""
        {ReportParts.Scroll("Scores of the regions", Html.Of(
            $"""
            <table class="scores">
            <thead><tr><th scope="col">Region</th><th scope="col" class="text">Mean Dice</th><th scope="col">{ReportParts.Heading(Measures.Dice)}</th><th scope="col">Worst Dice</th><th scope="col" class="text">in slice</th><th scope="col">Slices</th>{Others.Select(measure => Html.Of($"<th scope=\"col\">{ReportParts.Heading(measure)}</th>"))}</tr></thead>
            <tbody>
            {_table.Catalog.Annotated.Where(region => _table.RegionMeans.ContainsKey(region.Key)).Select(RegionRow)}
            <tr class="total"><th scope="row">Mean over slices</th><td></td><td>{Measures.Dice.Format(_table.Mean)}</td><td>{Measures.Dice.Format(_table.Worst?.Mean)}</td><td class="text">{Link(_table.Worst?.Id)}</td><td>{_table.Slices.Count}</td>{Others.Select(measure => Html.Of($"<td>{measure.Format(_table.Mean)}</td>"))}</tr>
            </tbody></table>
            """))}
        {ReportParts.MeasureExplanations(_table.Headlines)}
        """);

    public Html Failures()
    {
        Html[] rows =
        [
            .. _table.Slices.OrderBy(MeanDice).Select(slice => (Slice: slice, Badges: Badges(slice)))
                .Where(row => row.Badges.Count > 0)
                .Select(row => Html.Of($"<tr><th scope=\"row\">{Link(row.Slice.Id)}</th><td>{Measures.Dice.Format(row.Slice.Mean)}</td><td class=\"text\">{row.Badges}</td><td class=\"text\">{ReportParts.Links(_head.FilesOf(row.Slice.Id))}</td></tr>")),
        ];
        return rows.Length == 0
            ? Html.Of($"""<p><span class="badge good">No region of any slice fell below Dice {Score.WeakBelow:0.0#}.</span></p>""")
            : ReportParts.Scroll("Slices to check", Html.Of($"""<table><thead><tr><th scope="col">Slice</th><th scope="col">Mean Dice</th><th scope="col" class="text">Regions</th><th scope="col" class="text">Files</th></tr></thead><tbody>{rows}</tbody></table>"""));
    }

    public Html Slices(SliceRenderer renderer)
    {
        Html more = _slices.Length <= PicturedSlices
            ? Html.Empty
            : Html.Of($"""<p class="note">The {PicturedSlices} worst of {_slices.Length} slices are pictured; the tables hold all of them.</p>""");
        return Html.Of(
            $"""
            {ReportParts.RegionLegend(_table.Catalog)}{ReportParts.AgreementLegend()}{more}
            {_slices.Take(PicturedSlices).Select(slice => SliceCard(_scores[slice.Id], slice, renderer))}
            """);
    }

    private IEnumerable<Measure> Others => _table.Headlines.Where(measure => measure != Measures.Dice);

    private static double MeanDice(SliceScore slice) => slice.Mean?.Dice ?? double.PositiveInfinity;

    private Html Link(string? sliceId) => sliceId is null ? Html.Empty
        : _pictured.Contains(sliceId) ? Html.Of($"""<a href="#{ReportParts.Anchor(sliceId)}">{sliceId}</a>""")
        : Html.Of($"{sliceId}");

    private Html RegionRow(Region region)
    {
        Score mean = _table.RegionMeans[region.Key];
        SliceScore worst = _table.Slices.Where(slice => slice.Regions.ContainsKey(region.Key)).MinBy(slice => slice.Regions[region.Key].Dice)!;
        return Html.Of(
            $"""<tr><th scope="row">{ReportParts.Swatch(region.Color)}{region.Name} <span class="soft">{region.Key}</span></th><td class="text">{ReportParts.Bar(mean.Dice, region.Color)}</td><td>{Measures.Dice.Format(mean)}</td><td>{Measures.Dice.Format(worst.Regions[region.Key])}</td><td class="text">{Link(worst.Id)}</td><td>{_table.Of(region).Count()}</td>{Others.Select(measure => Html.Of($"<td>{measure.Format(mean)}</td>"))}</tr>""");
    }

    private List<Html> Badges(SliceScore slice)
    {
        var badges = new List<Html>();
        foreach (Region region in _table.Catalog.Annotated)
        {
            if (slice.Regions.TryGetValue(region.Key, out Score? score) && score.Dice < Score.WeakBelow)
            {
                string kind = score.Dice < Score.FailedBelow ? "bad" : "weak";
                string word = score.Dice < Score.FailedBelow ? "failed" : "weak";
                badges.Add(Html.Of($"""<span class="badge {kind}">{region.Name} {word}, {score.Dice:0.00}</span>"""));
            }
        }

        return badges;
    }

    private Html SliceCard(SliceScore score, ComparedSlice slice, SliceRenderer renderer)
    {
        string anchor = ReportParts.Anchor(slice.Id);
        string confidence = score.Confidence is double known ? FormattableString.Invariant($", confidence {known:0.00}") : "";
        string dice = Measures.Dice.Format(score.Mean);
        return Html.Of(
            $"""
            <article class="card" id="{anchor}">
            <header><h3>{slice.Id}</h3><span class="soft">mean Dice {dice}{confidence}</span><span>{Badges(score)}</span></header>
            {ReportParts.Links(_head.FilesOf(slice.Id))}
            <div class="pictures">{ReportParts.Figure(anchor + "-image", renderer.Image(slice.Image), "Image", $"Image of slice {slice.Id}, brightened")}{ReportParts.Figure(anchor + "-predicted", renderer.Overlay(slice.Image, slice.Predicted), "Prediction", $"Slice {slice.Id} with the predicted regions: {Names(slice.Predicted)}")}{ReportParts.Figure(anchor + "-annotated", renderer.Overlay(slice.Image, slice.Truth), "Annotation", $"Slice {slice.Id} with the annotated regions: {Names(slice.Truth)}")}{ReportParts.Figure(anchor + "-difference", renderer.Difference(slice.Image, slice.Predicted, slice.Truth), "Difference", $"Slice {slice.Id}: where prediction and annotation differ; mean Dice {dice}")}</div>
            <div class="chips">{_table.Catalog.Annotated.Where(region => score.Regions.ContainsKey(region.Key)).Select(region => Html.Of($"<span>{ReportParts.Swatch(region.Color)}{region.Name} {score.Regions[region.Key].Dice:0.00}</span>"))}</div>
            </article>

            """);
    }

    private static string Names(RegionMap regions)
    {
        string[] names = [.. regions.Catalog.Annotated.Where(region => regions.Indices.Pixels.Contains((byte)region.Index)).Select(region => region.Name)];
        return names.Length == 0 ? "none" : string.Join(", ", names);
    }
}
