using DeepSlice.Evaluation;
using DeepSlice.Scores;

namespace DeepSlice.Reports;

/// <summary>Which model is better than the reference, artifact by artifact.</summary>
internal static class RobustnessVerdicts
{
    public static Html Render(RobustnessResult result, RobustnessScorecard reference) => ReportParts.Section(
        "Better or worse than the reference",
        $"Difference in Dice to {reference.Model} on the same slices, ± standard error. The better model is named; a difference within two standard errors is a tie: it may be chance.",
        Html.Of($"{result.Scorecards.Where(card => card != reference).Select(card => Table(card, reference))}"));

    private static Html Table(RobustnessScorecard card, RobustnessScorecard reference) => ReportParts.Scroll($"{card.Model} against {reference.Model}", Html.Of(
        $"""
        <table><thead><tr><th scope="col">Artifact</th><th scope="col">Dice of {reference.Model}</th><th scope="col">Dice of {card.Model}</th><th scope="col">Difference</th><th scope="col" class="text">Better</th></tr></thead>
        <tbody>{Row("none (clean slices)", [card.Clean], [reference.Clean], PairedComparison.Of([card.Clean], [reference.Clean]), card, reference)}
        {card.Rows.Zip(reference.Rows, (row, other) => Row(row.Artifact.Name, row.Severities, other.Severities, row.Compare(other), card, reference))}
        {Row("All artifacts", [.. card.Rows.SelectMany(row => row.Severities)], [.. reference.Rows.SelectMany(row => row.Severities)], card.Compare(reference), card, reference, "total")}
        </tbody></table>
        """));

    private static Html Row(
        string name, IReadOnlyList<ScoreTable> own, IReadOnlyList<ScoreTable> other, PairedComparison comparison, RobustnessScorecard card, RobustnessScorecard reference, string kind = "") => Html.Of(
        $"""<tr class="{kind}"><th scope="row">{name}</th><td>{RobustnessWords.Share(other.Average(cell => cell.Dice))}</td><td>{RobustnessWords.Share(own.Average(cell => cell.Dice))}</td><td>{RobustnessWords.Difference(comparison)}</td><td class="text">{Verdict(comparison, card, reference)}</td></tr>""");

    private static Html Verdict(PairedComparison comparison, RobustnessScorecard card, RobustnessScorecard reference) => comparison.Verdict switch
    {
        > 0 => Html.Of($"""<span class="badge good">{card.Model}</span>"""),
        < 0 => Html.Of($"""<span class="badge weak">{reference.Model}</span>"""),
        _ => Html.Of($"""<span class="soft">tie</span>"""),
    };
}
