using System.Globalization;
using System.Text;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Cli.Terminal;
using DeepSlice.Evaluation;
using DeepSlice.Reports;

namespace DeepSlice.Cli.Commands;

/// <summary>Scorecards as tables of plain text, of at most 100 columns for regions of short keys.</summary>
internal static class RobustnessTable
{
    private static readonly string[] _heading = ["artifact", "clean", "s1", "s2", "s3", "s4", "s5", "relative", "catastrophes", "worst region"];

    public static string Render(RobustnessResult result)
    {
        var text = new StringBuilder();
        foreach (RobustnessScorecard card in result.Scorecards)
        {
            string reference = card == result.Reference ? " (reference)" : "";
            text.Append(CultureInfo.InvariantCulture, $"{card.Model}{reference}: mean Dice of {Counted.Of(card.Clean.Slices.Count, "clean slice")} ({RobustnessWords.Rate(card.Clean.CatastropheRate)} catastrophes) and at severities 1 to 5\n");
            text.Append(TextTable.Render([_heading, .. card.Rows.Select(Cells), Totals(card)]));
            text.Append(CultureInfo.InvariantCulture, $"at severity 3: relative Dice {RobustnessWords.Share(card.MediumRelativeDice)}, catastrophes {RobustnessWords.Rate(card.MediumCatastropheRate)}\n");
            text.Append(RobustnessWords.Confidence(card.Confidence)).Append('\n');
            if (result.Reference is { } other && other != card)
            {
                text.Append(CultureInfo.InvariantCulture, $"relative corruption error: {RobustnessWords.Share(card.CorruptionError(other))} of {other.Model}\n");
                text.Append(CultureInfo.InvariantCulture, $"better, with the difference in Dice to {other.Model} ± standard error; a difference within two standard errors is a tie\n");
                text.Append(TextTable.Render(
                [
                    ["artifact", "better", "difference"],
                    .. card.Rows.Select((row, place) => Verdict(row.Artifact.Key, row.Compare(other.Rows[place]), card, other)),
                    Verdict("all", card.Compare(other), card, other),
                ]));
            }

            text.Append('\n');
        }

        if (result.Scorecards.Count > 1)
        {
            text.Append("relative Dice\n");
            text.Append(TextTable.Render(
            [
                ["artifact", .. result.Scorecards.Select(card => card.Model)],
                .. result.Scorecards[0].Rows.Select((row, place) => Compared(result, row.Artifact, place)),
                ["all", .. result.Scorecards.Select(card => RobustnessWords.Share(card.RelativeDice))],
            ])).Append('\n');
        }

        return text.AppendJoin('\n', result.Remarks.Append(RobustnessWords.FairUse)).ToString();
    }

    private static string[] Verdict(string name, PairedComparison comparison, RobustnessScorecard card, RobustnessScorecard reference) =>
        [name, comparison.Verdict switch { > 0 => card.Model, < 0 => reference.Model, _ => "tie" }, RobustnessWords.Difference(comparison)];

    private static string[] Cells(RobustnessRow row) =>
    [
        row.Artifact.Key,
        RobustnessWords.Share(row.Clean.Dice),
        .. row.Severities.Select(cell => RobustnessWords.Share(cell.Dice)),
        RobustnessWords.Share(row.RelativeDice),
        RobustnessWords.Rate(row.CatastropheRate),
        RobustnessWords.Worst(row),
    ];

    private static string[] Totals(RobustnessScorecard card) =>
    [
        "all",
        RobustnessWords.Share(card.Clean.Dice),
        .. Enumerable.Range(0, ArtifactCatalog.Severities.Count).Select(place => RobustnessWords.Share(card.Rows.Average(row => row.Severities[place].Dice))),
        RobustnessWords.Share(card.RelativeDice),
        RobustnessWords.Rate(card.CatastropheRate),
        "",
    ];

    private static string[] Compared(RobustnessResult result, Artifact artifact, int place) =>
        [artifact.Key, .. result.Scorecards.Select(card => RobustnessWords.Share(card.Rows[place].RelativeDice))];
}
