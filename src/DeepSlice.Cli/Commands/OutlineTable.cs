using DeepSlice.Cli.Terminal;
using DeepSlice.Evaluation;

namespace DeepSlice.Cli.Commands;

/// <summary>Scores of outlines per region as a table of plain text.</summary>
internal static class OutlineTable
{
    public static string Render(OutlineResult result)
    {
        OutlineMeasure[] measures = [.. result.Headlines];
        IEnumerable<(string Name, OutlineScore Score)> rows = result.Catalog.Annotated
            .Where(region => result.RegionMeans.ContainsKey(region.Key))
            .Select(region => (region.Name, result.RegionMeans[region.Key]));
        if (result.Mean is { } mean)
        {
            rows = rows.Append(("mean", mean));
        }

        return TextTable.Render(
        [
            ["region", .. measures.Select(measure => measure.Name)],
            ["", .. measures.Select(measure => measure.Unit)],
            .. rows.Select(row => (string[])[row.Name, .. measures.Select(measure => measure.Format(row.Score))]),
        ]);
    }
}
