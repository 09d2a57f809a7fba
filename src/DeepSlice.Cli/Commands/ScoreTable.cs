using System.Globalization;
using DeepSlice.Cli.Terminal;
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

        string table = TextTable.Render(
        [
            [NameHeading, .. measures.Select(measure => measure.Name)],
            ["", .. measures.Select(measure => measure.Unit)],
            .. rows.Select(row => (string[])[row.Name, .. measures.Select(measure => measure.Format(row.Score))]),
        ]);
        return result.Worst is { } worst
            ? string.Create(CultureInfo.InvariantCulture, $"{table}worst slice: {worst.Id}, Dice {worst.Mean!.Dice:0.000}")
            : table;
    }
}
