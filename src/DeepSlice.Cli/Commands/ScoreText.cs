using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Scores;

namespace DeepSlice.Cli.Commands;

/// <summary>Scores per region as a table of plain text, of at most 100 columns for label maps of regions of ordinary names.</summary>
internal static class ScoreText
{
    public static string Render(ScoreTable table)
    {
        Measure[] measures = [.. table.Headlines];
        List<(string Name, Score Score)> rows =
        [
            .. table.Catalog.Annotated.Where(region => table.RegionMeans.ContainsKey(region.Key)).Select(region => (region.Name, table.RegionMeans[region.Key])),
        ];
        if (table.Mean is { } mean)
        {
            rows.Add(("mean", mean));
        }

        string text = TextTable.Render(
        [
            ["region", .. measures.Select(measure => measure.Name)],
            ["", .. measures.Select(measure => measure.Unit)],
            .. rows.Select(row => (string[])[row.Name, .. measures.Select(measure => measure.Format(row.Score))]),
        ]);
        return table.Worst is { } worst
            ? string.Create(CultureInfo.InvariantCulture, $"{text}worst slice: {worst.Id}, Dice {worst.Mean!.Dice:0.000}")
            : text;
    }
}
