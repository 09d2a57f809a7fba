using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The page of scorecards: what models bear, and what not.</summary>
internal static class RobustnessReport
{
    private static readonly RegionColor _meanColor = RegionColor.Parse("#555b63");

    /// <summary>Writes the page as one self-contained HTML file.</summary>
    /// <param name="title">Heading, as the name of the data set.</param>
    /// <param name="result">The scorecards.</param>
    /// <param name="examples">The pictures behind a field of a scorecard; empty where there are none.</param>
    /// <returns>The page.</returns>
    public static string Render(string title, RobustnessResult result, Func<RobustnessScorecard, RobustnessPlace, IReadOnlyList<RobustnessExample>> examples)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(examples);
        bool isOne = result.Scorecards.Count == 1;
        RobustnessScorecard first = result.Scorecards[0];
        return ReportPage.Render(
            title,
            $"How well regions are still found when slices are torn, folded, faded, out of focus … {Counted.Of(first.Clean.Slices.Count, "slice")}, {Counted.Of(first.Rows.Count, "artifact")}, five severities each.",
            [
                isOne ? ReportParts.Tiles(Facts(first)) : Html.Empty,
                Warnings(result),
                isOne ? Html.Empty : ReportParts.Section("The models", "All models have seen the same images.", Overview(result)),
                isOne ? Html.Empty : ReportParts.Section("Artifact by model", "Mean over the five severities; the best in bold.", Html.Of($"""{RobustnessMap.Legend()}<div class="card scroll">{RobustnessMap.ByModel(result)}</div>""")),
                ReportParts.Section(
                    "Artifact by severity",
                    "What is left of the agreement with the annotation when slices suffer an artifact, from hardly (1) to severely (5). Click a field to see what the slices look like, and what was found.",
                    Html.Of($"""<div id="map">{RobustnessMap.Legend()}{result.Scorecards.Select(card => Map(card, isOne, RobustnessMap.BySeverity(card)))}</div>""")),
                ReportParts.Section("What the figures mean", "", Explanations(result)),
                ReportParts.Section(
                    "Artifact by region",
                    "Mean over the five severities of each region's Dice, divided by that of the slices as they are.",
                    Html.Of($"{result.Scorecards.Select(card => Map(card, isOne, RobustnessMap.ByRegion(card)))}")),
                ReportParts.Section(
                    "From hardly to severely",
                    "Mean Dice at each severity; 0 is the slices as they are. A model breaks where its line falls steeply.",
                    Html.Of($"""<div class="charts">{first.Rows.Select((row, place) => LineChart.Render(Chart(result, place)))}</div>""")),
                .. RobustnessPeeks.Render(result, examples),
            ]);
    }

    private static IEnumerable<ReportFact> Facts(RobustnessScorecard card)
    {
        yield return new ReportFact("Dice, slices as they are", RobustnessWords.Share(card.Clean.Dice), "Overlap with the annotation; 1 is perfect");
        yield return new ReportFact("Relative Dice", RobustnessWords.Share(card.RelativeDice), "What is left of it, mean over all artifacts");
        yield return new ReportFact("At severity 3", RobustnessWords.Share(card.MediumRelativeDice), $"and {RobustnessWords.Rate(card.MediumCatastropheRate)} catastrophes");
        yield return new ReportFact("Catastrophes", RobustnessWords.Rate(card.CatastropheRate), $"Regions with a Dice below .5, or drawn where there is none; {RobustnessWords.Rate(card.Clean.CatastropheRate)} on the slices as they are");
        yield return new ReportFact("Knows when it fails", RobustnessWords.Share(card.Confidence.Auc), "Area under the curve by which the confidence tells slices with a mean Dice below .75 from others; .5 is chance");
        yield return new ReportFact("Breaks first by", card.WorstRow?.Artifact.Name ?? RobustnessWords.Unknown, $"Relative Dice {RobustnessWords.Share(card.WorstRow?.RelativeDice)}");
    }

    private static Html Warnings(RobustnessResult result) => Html.Of(
        $"""
        {result.Warnings.Select(warning => Html.Of($"<p class=\"warning\">{warning}</p>"))}
        {result.Remarks.Select(remark => Html.Of($"<p class=\"note\">{remark}</p>"))}
        <p class="note">{RobustnessWords.FairUse}</p>
        """);

    private static Html Overview(RobustnessResult result)
    {
        bool hasReference = result.Reference is not null;
        return Html.Of(
            $"""
            <div class="card scroll"><table><thead><tr><th>Model</th><th>Dice, slices as they are</th><th>Relative Dice</th><th>at severity 3</th><th>Catastrophes</th><th>at severity 3</th><th>Knows when it fails</th>{(hasReference ? Html.Of($"<th>Relative corruption error</th>") : Html.Empty)}<th class="text">Breaks first by</th></tr></thead>
            <tbody>{result.Scorecards.Select(card => Html.Of($"<tr><td>{card.Model}{(card == result.Reference ? " (reference)" : "")}</td><td>{RobustnessWords.Share(card.Clean.Dice)}</td><td><b>{RobustnessWords.Share(card.RelativeDice)}</b></td><td>{RobustnessWords.Share(card.MediumRelativeDice)}</td><td>{RobustnessWords.Rate(card.CatastropheRate)}</td><td>{RobustnessWords.Rate(card.MediumCatastropheRate)}</td><td>{RobustnessWords.Share(card.Confidence.Auc)}</td>{(hasReference ? Html.Of($"<td>{RobustnessWords.ShortShare(card.CorruptionError(result.Reference!))}</td>") : Html.Empty)}<td class=\"text\">{card.WorstRow?.Artifact.Name ?? ""}</td></tr>"))}</tbody></table></div>
            """);
    }

    private static Html Map(RobustnessScorecard card, bool isOne, Html table) =>
        Html.Of($"""<div class="card scroll">{(isOne ? Html.Empty : Html.Of($"<h3>{card.Model}</h3>"))}{table}</div>""");

    private static Html Explanations(RobustnessResult result)
    {
        Html error = result.Reference is null
            ? Html.Empty
            : Html.Of($"<dt>Relative corruption error</dt><dd>What is missing to a Dice of 1, summed over the severities, divided by the same of {result.Reference.Model}; mean over the artifacts. Below 1 is better than that model.</dd>");
        return Html.Of(
            $"""
            <dl class="explain">
            <dt>Dice</dt><dd>Twice the area that prediction and annotation share, divided by the sum of both areas; 1 is perfect, 0 is nothing in common. Mean over the regions of a slice, then over slices.</dd>
            <dt>Relative Dice</dt><dd>Dice under the artifact divided by Dice of the same slices as they are: 1 where nothing is lost, .9 where a tenth is. Of an artifact: with the mean over its five severities. A little over 1 is chance.</dd>
            <dt>Catastrophe</dt><dd>A region with a Dice below .5, whose numbers would be of no use; or a region drawn where none is left. The rate is their share of all regions that are there or were drawn.</dd>
            <dt>Knows when it fails</dt><dd>The probability that a slice with a mean Dice below .75 has a lower confidence than a better one, over all artifacts and severities: 1 is perfect, .5 chance.</dd>
            <dt>Worst region</dt><dd>The region of the lowest mean Dice under the artifact, with that Dice.</dd>
            <dt>Moved and lost tissue</dt><dd>Where an artifact moves tissue, the annotation moves with it. A region that is gone altogether does not count in its slice's Dice.</dd>
            {error}
            </dl>
            """);
    }

    private static TrainingChart Chart(RobustnessResult result, int place)
    {
        RobustnessRow row = result.Scorecards[0].Rows[place];
        return new TrainingChart
        {
            Title = row.Artifact.Name,
            Explanation = row.Artifact.Description,
            XLabel = "severity",
            Curves = result.Scorecards.Count == 1
                ? [Curve("mean", row, cell => cell.Dice) with { Color = _meanColor }, .. result.Catalog.Annotated.Select(region => Curve(region, row))]
                : [.. result.Scorecards.Select(card => Curve(card.Model, card.Rows[place], cell => cell.Dice))],
            Minimum = 0,
            Maximum = 1,
        };
    }

    private static TrainingCurve Curve(Region region, RobustnessRow row) =>
        Curve(region.Name, row, cell => cell.RegionMeans.GetValueOrDefault(region.Key)?.Dice) with { Color = region.Color };

    private static TrainingCurve Curve(string name, RobustnessRow row, Func<ScoreTable, double?> value) =>
        new() { Name = name, Points = [.. row.Severities.Prepend(row.Clean).Select((cell, severity) => ((double)severity, value(cell) ?? double.NaN))] };
}
