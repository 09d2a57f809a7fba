using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Scorecards as a table and as JSON.</summary>
/// <remarks>
/// <para>
/// The table has one row per model, artifact, severity and region, and one for all regions together (<c>all</c>). The clean slices have artifact <c>clean</c>
/// and severity 0. An unknown value is empty.
/// </para>
/// <para>The JSON is
/// <c>{"slices","reference","warnings","remarks","models":[{"name","dice","relativeDice","catastropheRate","severity3":{"relativeDice","catastropheRate"},"corruptionError","comparison":{comparison},
/// "confidence":{"auc","bad","good","found","falseAlarms"},"clean":{cell},"artifacts":[{"key","name","relativeDice","catastropheRate","worstRegion","corruptionError","comparison":{comparison},"regions":{"cb":dice,…},"severities":[{cell},…]}]}]}</c>, where
/// a cell is <c>{"severity","amount","dice","relativeDice","catastropheRate","failed","imagined","judged","regions":{"cb":dice,…}}</c>. A comparison with the reference is <c>{"difference","standardError","better"}</c>: mean
/// difference in Dice of the same slices, and the name of the better model, null for a tie. Unknown values are null.
/// </para>
/// </remarks>
internal static class RobustnessFiles
{
    private static readonly string[] _columns = ["model", "artifact", "severity", "region", "dice", "relative_dice", "slices", "failed", "imagined"];

    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="result">The scorecards.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteCsv(string path, RobustnessResult result) => CsvTable.Write(path, csv => Fill(csv, result));

    internal static void WriteCsv(TextWriter writer, RobustnessResult result) => CsvTable.Write(writer, csv => Fill(csv, result));

    private static void Fill(CsvTable csv, RobustnessResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        csv.Row(_columns);
        foreach (RobustnessScorecard card in result.Scorecards)
        {
            WriteCell(csv, card, RobustnessPlace.Clean, card.Clean);
            foreach (RobustnessRow row in card.Rows)
            {
                foreach ((RobustnessPlace place, ScoreTable cell) in RobustnessPlace.Of(row.Artifact).Zip(row.Severities))
                {
                    WriteCell(csv, card, place, cell);
                }
            }
        }
    }

    private static void WriteCell(CsvTable csv, RobustnessScorecard card, RobustnessPlace place, ScoreTable cell)
    {
        object?[] key = [card.Model, place.Artifact?.Key ?? place.Key, place.Severity];
        foreach (Region region in card.Catalog.Annotated)
        {
            double? dice = cell.RegionMeans.GetValueOrDefault(region.Key)?.Dice;
            double? clean = card.Clean.RegionMeans.GetValueOrDefault(region.Key)?.Dice is double untouched and > 0 ? untouched : null;
            Score[] having = [.. cell.Of(region)];
            int failed = having.Count(score => score.Dice < Score.FailedBelow);
            csv.Row([.. key, region.Key, dice, dice / clean, having.Length, failed, cell.Slices.Count(slice => slice.Imagined.Contains(region.Key))]);
        }

        double? divisor = card.Clean.Dice is > 0 ? card.Clean.Dice : null;
        csv.Row([.. key, "all", cell.Dice, cell.Dice / divisor, cell.Slices.Count(slice => slice.Regions.Count > 0), cell.Failed, cell.Imagined]);
    }

    /// <summary>Writes scorecards as indented JSON.</summary>
    /// <param name="result">The scorecards.</param>
    /// <returns>The JSON text.</returns>
    public static string ToJson(RobustnessResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(
            new
            {
                slices = result.Scorecards[0].Clean.Slices.Count,
                reference = result.Reference?.Model,
                result.Warnings,
                result.Remarks,
                models = result.Scorecards.Select(card => Describe(card, result.Reference)),
            },
            JsonFormat.Readable);
    }

    private static object Describe(RobustnessScorecard card, RobustnessScorecard? reference) => new
    {
        name = card.Model,
        card.Clean.Dice,
        card.RelativeDice,
        card.CatastropheRate,
        severity3 = new { relativeDice = card.MediumRelativeDice, catastropheRate = card.MediumCatastropheRate },
        corruptionError = reference is null ? null : card.CorruptionError(reference),
        comparison = reference is null || reference == card ? null : Describe(card.Compare(reference), card, reference),
        confidence = Describe(card.Confidence),
        clean = Describe(card.Clean, 0, null, card.Clean.Dice is > 0 ? 1 : null),
        artifacts = card.Rows.Select((row, place) => Describe(card, row, reference, place)),
    };

    private static object Describe(ConfidenceQuality quality) => new
    {
        quality.Auc,
        quality.Bad,
        quality.Good,
        quality.Found,
        quality.FalseAlarms,
    };

    private static object Describe(PairedComparison comparison, RobustnessScorecard card, RobustnessScorecard reference) => new
    {
        comparison.Difference,
        comparison.StandardError,
        better = comparison.Verdict switch { > 0 => card.Model, < 0 => reference.Model, _ => null },
    };

    private static object Describe(RobustnessScorecard card, RobustnessRow row, RobustnessScorecard? reference, int place) => new
    {
        row.Artifact.Key,
        row.Artifact.Name,
        row.RelativeDice,
        row.CatastropheRate,
        row.WorstRegion,
        corruptionError = reference is null ? null : row.CorruptionError(reference.Rows[place]),
        comparison = reference is null || reference == card ? null : Describe(row.Compare(reference.Rows[place]), card, reference),
        regions = row.RegionDice,
        severities = row.Severities.Select((cell, severity) => Describe(cell, severity + 1, row.Artifact.Amounts[severity], row.RelativeDiceAt(severity + 1))),
    };

    private static object Describe(ScoreTable cell, int severity, double? amount, double? relativeDice) => new
    {
        severity,
        amount,
        cell.Dice,
        relativeDice,
        cell.CatastropheRate,
        cell.Failed,
        cell.Imagined,
        cell.Judged,
        regions = cell.RegionMeans.ToDictionary(region => region.Key, region => region.Value.Dice, StringComparer.Ordinal),
    };
}
