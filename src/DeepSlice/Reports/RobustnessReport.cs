using DeepSlice.Evaluation;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The report on the robustness of models: their scorecards.</summary>
internal static class RobustnessReport
{
    private static readonly RegionColor _meanColor = RegionColor.Parse("#555b63");

    /// <summary>Writes the page as one self-contained HTML file.</summary>
    /// <param name="head">Title, for example with the name of the dataset, and origin.</param>
    /// <param name="result">The scorecards.</param>
    /// <param name="examples">The example pictures of a cell of a scorecard; empty if there are none.</param>
    /// <returns>The page.</returns>
    public static string Render(ReportHead head, RobustnessResult result, Func<RobustnessScorecard, RobustnessPlace, IReadOnlyList<RobustnessExample>> examples)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(examples);
        bool isOne = result.Scorecards.Count == 1;
        RobustnessScorecard first = result.Scorecards[0];
        return ReportPage.Render(
            head,
            $"Segmentation of slices with tears, folds, fading, defocus and other artifacts. {Counted.Of(first.Clean.Slices.Count, "slice")}, {Counted.Of(first.Rows.Count, "artifact")}, five severities each.",
            [
                isOne ? ReportParts.Tiles(Facts(first)) : Html.Empty,
                Warnings(result),
                isOne ? Html.Empty : ReportParts.Section("The models", "All models were scored on the same images.", Overview(result)),
                result.Reference is null || isOne ? Html.Empty : RobustnessVerdicts.Render(result, result.Reference),
                isOne ? Html.Empty : ReportParts.Section("Artifact by model", "Relative Dice, mean over the five severities; the best in bold.", Html.Of($"""{RobustnessMap.Legend()}{ReportParts.Scroll("Relative Dice by artifact and model", RobustnessMap.ByModel(result))}""")),
                ReportParts.Section(
                    "Artifact by severity",
                    "Dice relative to the clean slices, from mild (1) to severe (5) artifacts. Click a cell for example slices with the predicted regions.",
                    Html.Of($"""<div id="map">{RobustnessMap.Legend()}{result.Scorecards.Select(card => Map(card, isOne, RobustnessMap.BySeverity(card)))}</div>""")),
                ReportParts.Section("Measures", "", Explanations(result)),
                ReportParts.Section(
                    "Artifact by region",
                    "Relative Dice of each region, mean over the five severities.",
                    Html.Of($"{result.Scorecards.Select(card => Map(card, isOne, RobustnessMap.ByRegion(card)))}")),
                ReportParts.Section(
                    "Dice by severity",
                    "Mean Dice at each severity; 0 is the clean slices.",
                    Html.Of($"""<div class="charts">{first.Rows.Select((row, place) => LineChart.Render(Chart(result, place)))}</div>""")),
                .. RobustnessPeeks.Render(result, examples),
            ]);
    }

    private static IEnumerable<ReportFact> Facts(RobustnessScorecard card)
    {
        yield return new ReportFact("Dice, clean slices", RobustnessWords.Share(card.Clean.Dice), "Overlap with the annotation; 1 is perfect");
        yield return new ReportFact("Relative Dice", RobustnessWords.Share(card.RelativeDice), "Dice with artifacts ÷ Dice of the clean slices, mean over all artifacts");
        yield return new ReportFact("At severity 3", RobustnessWords.Share(card.MediumRelativeDice), $"and {RobustnessWords.Rate(card.MediumCatastropheRate)} catastrophes");
        yield return new ReportFact("Catastrophes", RobustnessWords.Rate(card.CatastropheRate), $"Regions with a Dice below .5, or predicted but not annotated; {RobustnessWords.Rate(card.Clean.CatastropheRate)} on the clean slices");
        yield return new ReportFact("Failure detection", RobustnessWords.Share(card.Confidence.Auc), $"Area under the ROC curve (AUC) of the confidence for detecting bad slices; .5 is chance. {RobustnessWords.Rate(card.Confidence.Found)} of them are flagged, and {RobustnessWords.Rate(card.Confidence.FalseAlarms)} of the others");
        yield return new ReportFact("Worst artifact", card.WorstRow?.Artifact.Name ?? RobustnessWords.Unknown, $"Relative Dice {RobustnessWords.Share(card.WorstRow?.RelativeDice)}");
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
        return ReportParts.Scroll("Models", Html.Of(
            $"""
            <table><thead><tr><th scope="col">Model</th><th scope="col">Dice, clean slices</th><th scope="col">Relative Dice</th><th scope="col">at severity 3</th><th scope="col">Catastrophes</th><th scope="col">at severity 3</th><th scope="col">Failure detection (AUC)</th><th scope="col">Bad slices flagged</th><th scope="col">Good slices flagged</th>{(hasReference ? Html.Of($"<th scope=\"col\">Relative corruption error</th>") : Html.Empty)}<th scope="col" class="text">Worst artifact</th></tr></thead>
            <tbody>{result.Scorecards.Select(card => Html.Of($"<tr><th scope=\"row\">{card.Model}{(card == result.Reference ? " (reference)" : "")}</th><td>{RobustnessWords.Share(card.Clean.Dice)}</td><td><b>{RobustnessWords.Share(card.RelativeDice)}</b></td><td>{RobustnessWords.Share(card.MediumRelativeDice)}</td><td>{RobustnessWords.Rate(card.CatastropheRate)}</td><td>{RobustnessWords.Rate(card.MediumCatastropheRate)}</td><td>{RobustnessWords.Share(card.Confidence.Auc)}</td><td>{RobustnessWords.Rate(card.Confidence.Found)}</td><td>{RobustnessWords.Rate(card.Confidence.FalseAlarms)}</td>{(hasReference ? Html.Of($"<td>{RobustnessWords.ShortShare(card.CorruptionError(result.Reference!))}</td>") : Html.Empty)}<td class=\"text\">{card.WorstRow?.Artifact.Name ?? ""}</td></tr>"))}</tbody></table>
            """));
    }

    private static Html Map(RobustnessScorecard card, bool isOne, Html table) =>
        Html.Of($"""{(isOne ? Html.Empty : Html.Of($"<h3>{card.Model}</h3>"))}{ReportParts.Scroll($"Scores of {card.Model}", table)}""");

    private static Html Explanations(RobustnessResult result)
    {
        Html error = result.Reference is null
            ? Html.Empty
            : Html.Of($"<dt>Relative corruption error</dt><dd>Sum of 1 − Dice over the severities, divided by the same sum of {result.Reference.Model}; mean over the artifacts. Below 1 is better than the reference.</dd>");
        return Html.Of(
            $"""
            <dl class="explain">
            <dt>Dice</dt><dd>Twice the area that prediction and annotation share, divided by the sum of both areas; 1 is perfect, 0 is nothing in common. Mean over the regions of a slice, then over slices.</dd>
            <dt>Relative Dice</dt><dd>Dice with the artifact divided by the Dice of the same slices without it. For an artifact: mean Dice over its five severities. Values slightly above 1 are within chance.</dd>
            <dt>Catastrophe</dt><dd>A region with a Dice below .5, or a predicted region that is not annotated. The rate is the fraction of all regions that are annotated or predicted.</dd>
            <dt>Failure detection</dt><dd>The probability that a bad slice has a lower confidence than another one, over all artifacts and severities: 1 is perfect, .5 chance. A slice is bad if its mean Dice is below .75, or if a region failed or was predicted although absent.</dd>
            <dt>Worst region</dt><dd>The region with the lowest mean Dice, with that Dice.</dd>
            <dt>Moved and lost tissue</dt><dd>If an artifact moves tissue, the annotation moves with it. A completely removed region does not count in the Dice of its slice.</dd>
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
