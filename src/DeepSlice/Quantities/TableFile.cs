using DeepSlice.Formats;

namespace DeepSlice.Quantities;

/// <summary>Writes a table as CSV and as Parquet, with the same columns.</summary>
internal static class TableFile
{
    /// <summary>Writes both files.</summary>
    /// <typeparam name="TRow">A row.</typeparam>
    /// <param name="path">Path of the files without ending; files of these names are replaced.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write<TRow>(string path, IReadOnlyList<TableColumn<TRow>> columns, IReadOnlyList<TRow> rows)
    {
        CsvTable.Write(path + ".csv", table =>
        {
            table.Row(columns.Select(column => column.Name));
            foreach (TRow row in rows)
            {
                table.Row(columns.Select(column => column.ValueOf(row)));
            }
        });
        ParquetTable.Write(path + ".parquet", [.. columns.Select(column => (column.Name, column.Kind, rows.Select(column.ValueOf).ToArray()))]);
    }
}
