using System.Text.Json;
using DeepSlice.Prediction;
using DeepSlice.Scores;

namespace DeepSlice.Evaluation;

/// <summary>Scorecards as JSON.</summary>
/// <remarks>
/// <c>{"slices","reference","warnings","remarks","models":[{"name","dice","relativeDice","catastropheRate","severity3":{"relativeDice","catastropheRate"},"corruptionError",
/// "confidence":{"auc","bad","good","found","falseAlarms"},"clean":{cell},"artifacts":[{"key","name","relativeDice","catastropheRate","worstRegion","corruptionError","regions":{"cb":dice,…},"severities":[{cell},…]}]}]}</c>, where
/// a cell is <c>{"severity","amount","dice","relativeDice","catastropheRate","failed","imagined","judged","regions":{"cb":dice,…}}</c>. What is unknown is null.
/// </remarks>
public static class RobustnessJson
{
    /// <summary>Writes scorecards as indented JSON.</summary>
    /// <param name="result">The scorecards.</param>
    /// <returns>The JSON text.</returns>
    public static string Write(RobustnessResult result)
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
        confidence = Describe(card.Confidence),
        clean = Describe(card.Clean, 0, null, card.Clean.Dice is > 0 ? 1 : null),
        artifacts = card.Rows.Select((row, place) => Describe(row, reference?.Rows[place])),
    };

    private static object Describe(ConfidenceQuality quality) => new
    {
        quality.Auc,
        quality.Bad,
        quality.Good,
        found = quality.Found(SlicePrediction.DoubtfulBelow),
        falseAlarms = quality.FalseAlarms(SlicePrediction.DoubtfulBelow),
    };

    private static object Describe(RobustnessRow row, RobustnessRow? reference) => new
    {
        row.Artifact.Key,
        row.Artifact.Name,
        row.RelativeDice,
        row.CatastropheRate,
        row.WorstRegion,
        corruptionError = reference is null ? null : row.CorruptionError(reference),
        regions = row.RegionDice,
        severities = row.Severities.Select((cell, place) => Describe(cell, place + 1, row.Artifact.Amounts[place], row.RelativeDiceAt(place + 1))),
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
