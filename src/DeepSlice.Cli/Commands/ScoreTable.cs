using System.Globalization;
using System.Text;
using DeepSlice.Evaluation;
using DeepSlice.Metrics;

namespace DeepSlice.Cli.Commands;

/// <summary>Scores per region as a table of plain text, of at most 100 columns for regions of ordinary names.</summary>
internal static class ScoreTable
{
    private const string NameHeading = "region";
    private const string MeanHeading = "mean";

    public static string Render(EvaluationResult result)
    {
        Measure[] measures = [.. result.Headlines];
        List<(string Name, RegionScore Score)> rows =
        [
            .. result.Catalog.Annotated.Where(region => result.RegionMeans.ContainsKey(region.Key)).Select(region => (region.Name, result.RegionMeans[region.Key])),
        ];
        if (result.Mean is { } mean)
        {
            rows.Add((MeanHeading, mean));
        }

        List<string[]> cells =
        [
            [NameHeading, .. measures.Select(measure => measure.Name)],
            ["", .. measures.Select(measure => measure.Unit)],
            .. rows.Select(row => (string[])[row.Name, .. measures.Select(measure => measure.Format(row.Score))]),
        ];
        var table = new StringBuilder();
        int[] widths = [.. Enumerable.Range(0, measures.Length + 1).Select(column => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells)
        {
            table.Append(row[0].PadRight(widths[0]));
            table.AppendJoin("", row.Skip(1).Select((cell, column) => "  " + cell.PadLeft(widths[column + 1]))).Append('\n');
        }

        if (result.Worst is { } worst)
        {
            table.Append(CultureInfo.InvariantCulture, $"worst slice: {worst.Id}, Dice {worst.Mean!.Dice:0.000}");
        }

        return table.ToString();
    }
}
