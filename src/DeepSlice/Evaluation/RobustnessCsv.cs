using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DeepSlice.Formats;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>
/// Scorecards as a table: one row a model, artifact, severity and region, and one for all regions together (<c>all</c>). The slices as they are have artifact
/// <c>clean</c> and severity 0. An unknown value is empty.
/// </summary>
internal static class RobustnessCsv
{
    private static readonly string[] _columns = ["model", "artifact", "severity", "region", "dice", "relative_dice", "slices", "failed", "imagined"];

    /// <summary>Writes the table.</summary>
    /// <param name="path">File, replaced where it exists.</param>
    /// <param name="result">The scorecards.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, RobustnessResult result) => OutputFile.Write(path, temporary =>
    {
        using var writer = new StreamWriter(temporary);
        Write(writer, result);
    });

    internal static void Write(TextWriter writer, RobustnessResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        WriteRow(csv, _columns);
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

    private static void WriteCell(CsvWriter csv, RobustnessScorecard card, RobustnessPlace place, ScoreTable cell)
    {
        object?[] key = [card.Model, place.Artifact?.Key ?? place.Key, place.Severity];
        foreach (Region region in card.Catalog.Annotated)
        {
            double? dice = cell.RegionMeans.GetValueOrDefault(region.Key)?.Dice;
            double? clean = card.Clean.RegionMeans.GetValueOrDefault(region.Key)?.Dice is double untouched and > 0 ? untouched : null;
            Score[] having = [.. cell.Of(region)];
            int failed = having.Count(score => score.Dice < Score.FailedBelow);
            WriteRow(csv, [.. key, region.Key, dice, dice / clean, having.Length, failed, cell.Slices.Count(slice => slice.Imagined.Contains(region.Key))]);
        }

        double? divisor = card.Clean.Dice is > 0 ? card.Clean.Dice : null;
        WriteRow(csv, [.. key, "all", cell.Dice, cell.Dice / divisor, cell.Slices.Count(slice => slice.Regions.Count > 0), cell.Failed, cell.Imagined]);
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<object?> fields)
    {
        foreach (object? field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
