using DeepSlice.Evaluation;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Pieces of reports that show scores: tiles, the table per region, slices with their differences.</summary>
internal static class ScoreParts
{
    /// <summary>Slices that are shown with pictures at most, so that a report stays a file one can mail.</summary>
    public const int PicturedSlices = 80;

    public static IEnumerable<ReportFact> Facts(EvaluationResult result)
    {
        int failures = result.Slices.Sum(slice => slice.Regions.Values.Count(score => score.Dice < ReportParts.FailedDice));
        int scored = result.Slices.Sum(slice => slice.Regions.Count);
        yield return new ReportFact("Mean Dice", Measure.Dice.Format(result.Mean), "Overlap with the annotation; 1 is perfect");
        yield return new ReportFact(
            "Worst slice",
            Measure.Dice.Format(result.Worst?.Mean),
            result.Worst is null ? "" : $"Mean Dice of {result.Worst.Id}");
        yield return new ReportFact("Border distance", $"{Measure.Hausdorff95.Format(result.Mean)} px", "Hausdorff 95, mean, in working pixels");
        yield return new ReportFact("Regions that failed", $"{failures} of {scored}", $"Dice below {ReportParts.FailedDice:0.0#}");
    }

    public static Html RegionTable(EvaluationResult result) => Html.Of(
        $"""
        <div class="card scroll"><table class="scores">
        <thead><tr><th>Region</th><th class="text">Mean Dice</th>{result.Headlines.Select(measure => Html.Of($"<th>{ReportParts.Heading(measure)}</th>"))}<th>Worst Dice</th><th class="text">in slice</th><th>Slices</th></tr></thead>
        <tbody>
        {result.Catalog.Annotated.Where(region => result.RegionMeans.ContainsKey(region.Key)).Select(region => RegionRow(result, region))}
        <tr class="total"><td>Mean over slices</td><td></td>{result.Headlines.Select(measure => Html.Of($"<td>{measure.Format(result.Mean)}</td>"))}<td>{Measure.Dice.Format(result.Worst?.Mean)}</td><td class="text">{Link(result.Worst?.Id)}</td><td>{result.Slices.Count}</td></tr>
        </tbody></table></div>
        {ReportParts.MeasureExplanations(result.Headlines)}
        """);

    public static Html Failures(EvaluationResult result)
    {
        Html[] rows =
        [
            .. result.Slices.OrderBy(MeanDice).Select(slice => (Slice: slice, Badges: Badges(result.Catalog, slice)))
                .Where(row => row.Badges.Count > 0)
                .Select(row => Html.Of($"<tr><td>{Link(row.Slice.Id)}</td><td>{Measure.Dice.Format(row.Slice.Mean)}</td><td class=\"text\">{row.Badges}</td></tr>")),
        ];
        return rows.Length == 0
            ? Html.Of($"""<p><span class="badge good">No region of any slice fell below Dice {ReportParts.WeakDice:0.0#}.</span></p>""")
            : Html.Of($"""<div class="card scroll"><table><thead><tr><th>Slice</th><th>Mean Dice</th><th class="text">Regions</th></tr></thead><tbody>{rows}</tbody></table></div>""");
    }

    public static Html Slices(EvaluationResult result, IEnumerable<ComparedSlice> slices, SliceRenderer renderer)
    {
        var scores = result.Slices.ToDictionary(slice => slice.Id, StringComparer.Ordinal);
        ComparedSlice[] ordered = [.. slices.Where(slice => scores.ContainsKey(slice.Id)).OrderBy(slice => MeanDice(scores[slice.Id]))];
        Html more = ordered.Length <= PicturedSlices
            ? Html.Empty
            : Html.Of($"""<p class="note">The {PicturedSlices} worst of {ordered.Length} slices are pictured; the tables hold all of them.</p>""");
        return Html.Of(
            $"""
            {ReportParts.RegionLegend(result.Catalog)}{ReportParts.AgreementLegend()}{more}
            {ordered.Take(PicturedSlices).Select(slice => SliceCard(result.Catalog, scores[slice.Id], slice, renderer))}
            """);
    }

    private static double MeanDice(SliceScore slice) => slice.Mean?.Dice ?? double.PositiveInfinity;

    private static Html Link(string? sliceId) =>
        sliceId is null ? Html.Empty : Html.Of($"""<a href="#{ReportParts.Anchor(sliceId)}">{sliceId}</a>""");

    private static Html RegionRow(EvaluationResult result, Region region)
    {
        RegionScore mean = result.RegionMeans[region.Key];
        SliceScore worst = result.Slices.Where(slice => slice.Regions.ContainsKey(region.Key)).MinBy(slice => slice.Regions[region.Key].Dice)!;
        return Html.Of(
            $"""<tr><td>{ReportParts.Swatch(region.Color)}{region.Name} <span class="soft">{region.Key}</span></td><td class="text">{ReportParts.Bar(mean.Dice, region.Color)}</td>{result.Headlines.Select(measure => Html.Of($"<td>{measure.Format(mean)}</td>"))}<td>{Measure.Dice.Format(worst.Regions[region.Key])}</td><td class="text">{Link(worst.Id)}</td><td>{result.Of(region).Count()}</td></tr>""");
    }

    private static List<Html> Badges(RegionCatalog catalog, SliceScore slice)
    {
        var badges = new List<Html>();
        foreach (Region region in catalog.Annotated)
        {
            if (slice.Regions.TryGetValue(region.Key, out RegionScore? score) && score.Dice < ReportParts.WeakDice)
            {
                string kind = score.Dice < ReportParts.FailedDice ? "bad" : "weak";
                string word = score.Dice < ReportParts.FailedDice ? "failed" : "weak";
                badges.Add(Html.Of($"""<span class="badge {kind}">{region.Name} {word}, {score.Dice:0.00}</span>"""));
            }
        }

        return badges;
    }

    private static Html SliceCard(RegionCatalog catalog, SliceScore score, ComparedSlice slice, SliceRenderer renderer) => Html.Of(
        $"""
        <article class="card" id="{ReportParts.Anchor(slice.Id)}">
        <header><h3>{slice.Id}</h3><span class="soft">mean Dice {Measure.Dice.Format(score.Mean)}</span><span>{Badges(catalog, score)}</span></header>
        <div class="pictures">{ReportParts.Figure(renderer.Image(slice.Image), "Image")}{ReportParts.Figure(renderer.Overlay(slice.Image, slice.Predicted), "Prediction")}{ReportParts.Figure(renderer.Overlay(slice.Image, slice.Truth), "Annotation")}{ReportParts.Figure(renderer.Difference(slice.Image, slice.Predicted, slice.Truth), "Difference")}</div>
        <div class="chips">{catalog.Annotated.Where(region => score.Regions.ContainsKey(region.Key)).Select(region => Html.Of($"<span>{ReportParts.Swatch(region.Color)}{region.Name} {score.Regions[region.Key].Dice:0.00}</span>"))}</div>
        </article>

        """);
}
