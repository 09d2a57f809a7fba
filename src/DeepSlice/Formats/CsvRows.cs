using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace DeepSlice.Formats;

/// <summary>A table read from a CSV file with a header: commas, semicolons or tabs, with or without a byte order mark.</summary>
/// <remarks>Names of columns are compared without case, spaces at the ends and quotation marks.</remarks>
internal sealed class CsvRows
{
    private readonly string _path;
    private readonly string[] _header;
    private readonly List<string[]> _rows = [];

    private CsvRows(string path, string[] header)
    {
        _path = path;
        _header = header;
    }

    /// <summary>Number of rows below the header.</summary>
    public int Count => _rows.Count;

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns => _header;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no table with a header.</exception>
    public static CsvRows Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReadableFile.Require(path);
        var form = new CsvConfiguration(CultureInfo.InvariantCulture) { DetectDelimiter = true, DetectDelimiterValues = [",", ";", "\t"], BadDataFound = null };
        try
        {
            using var text = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            using var parser = new CsvParser(text, form);
            if (!parser.Read() || parser.Record is not { } header)
            {
                throw new InvalidDataException($"{path}: expected a table with a header, got an empty file; export the table again");
            }

            var table = new CsvRows(path, [.. header.Select(name => name.Trim().Trim('"').Trim())]);
            while (parser.Read())
            {
                if (parser.Record is { } row && row.Any(field => field.Length > 0))
                {
                    table._rows.Add(row);
                }
            }

            return table;
        }
        catch (CsvHelperException error)
        {
            throw new InvalidDataException($"{path}: expected a table with commas, semicolons or tabs, got text that is none; export the table again as CSV", error);
        }
    }

    /// <summary>The position of a column; −1 if there is none.</summary>
    /// <param name="names">Its name, or other names of it.</param>
    public int Find(params string[] names) => names
        .Select(name => Array.FindIndex(_header, column => column.Equals(name, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(found => found >= 0, -1);

    /// <summary>The position of a column.</summary>
    /// <param name="names">Its name, or other names of it.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public int Require(params string[] names) => Find(names) is var found and >= 0
        ? found
        : throw new InvalidDataException($"{_path}: expected a column '{names[0]}', got {string.Join(", ", _header.Select(name => $"'{name}'"))}; rename the column");

    /// <summary>A text; empty if the column is −1, or the row is shorter.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <param name="column">Position of the column.</param>
    public string Text(int row, int column) => column >= 0 && column < _rows[row].Length ? _rows[row][column].Trim().TrimStart('\'') : "";

    /// <summary>A number; null if the field is empty, or not there.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <param name="column">Position of the column.</param>
    /// <exception cref="InvalidDataException">The field is no number.</exception>
    public double? Number(int row, int column)
    {
        string text = Text(row, column);
        return text.Length == 0 ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw new InvalidDataException($"{_path}: expected a number with a decimal point in column '{_header[column]}', got '{text}' in row {row + 1}; correct the table");
    }
}
