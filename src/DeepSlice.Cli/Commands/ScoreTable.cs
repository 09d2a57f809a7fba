using System.Globalization;
using System.Text;
using DeepSlice.Evaluation;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Cli.Commands;

/// <summary>Scores per region as a table of plain text.</summary>
internal static class ScoreTable
{
    public static string Render(EvaluationResult result)
    {
        var table = new StringBuilder($"{"region",-14}");
        table.AppendJoin("", Measure.All.Select(measure => $"{measure.Name,14}")).Append('\n');
        foreach (Region region in result.Catalog.Annotated)
        {
            if (result.RegionMeans.TryGetValue(region.Key, out RegionScore? score))
            {
                Row(table, region.Name, score);
            }
        }

        if (result.Mean is { } mean)
        {
            Row(table, "mean", mean);
        }

        if (result.Worst is { } worst)
        {
            table.Append(CultureInfo.InvariantCulture, $"worst slice: {worst.Id}, Dice {worst.Mean!.Dice:0.000}");
        }

        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, RegionScore score) =>
        table.Append(CultureInfo.InvariantCulture, $"{name,-14}")
            .AppendJoin("", Measure.All.Select(measure => measure.Of(score).ToString("0.000", CultureInfo.InvariantCulture).PadLeft(14)))
            .Append('\n');
}
