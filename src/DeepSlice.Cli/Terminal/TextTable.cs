using System.Text;

namespace DeepSlice.Cli.Terminal;

/// <summary>A table of plain text: names to the left, numbers to the right.</summary>
internal static class TextTable
{
    /// <summary>Lays out rows of equally many cells; each line ends.</summary>
    public static string Render(IReadOnlyList<string[]> rows)
    {
        var table = new StringBuilder();
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            table.Append(row[0].PadRight(widths[0]));
            table.AppendJoin("", row.Skip(1).Select((cell, column) => "  " + cell.PadLeft(widths[column + 1]))).Append('\n');
        }

        return table.ToString();
    }
}
