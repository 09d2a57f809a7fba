using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace DeepSlice.Formats;

/// <summary>A table as CSV for spreadsheets and programs: UTF-8 with a byte order mark, commas, decimal points.</summary>
/// <remarks>
/// Without the mark, Excel takes the text for that of an old code page. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay
/// as they are. An unknown value is an empty field.
/// </remarks>
internal sealed class CsvTable : IDisposable
{
    private static readonly SearchValues<char> _formulas = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private readonly CsvWriter _csv;

    private CsvTable(TextWriter writer) => _csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);

    /// <summary>Writes a table.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="fill">Writes the rows.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<CsvTable> fill) => OutputFile.Write(path, temporary =>
    {
        using var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Write(writer, fill);
    });

    /// <summary>Writes a table without the mark.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="fill">Writes the rows.</param>
    public static void Write(TextWriter writer, Action<CsvTable> fill)
    {
        using var table = new CsvTable(writer);
        fill(table);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="fields">Texts, numbers, and null for unknown values.</param>
    public void Row(params IEnumerable<object?> fields)
    {
        foreach (object? field in fields)
        {
            _csv.WriteField(field is string text && IsFormula(text) ? "'" + text : field);
        }

        _csv.NextRecord();
    }

    public void Dispose() => _csv.Dispose();

    private static bool IsFormula(string text) =>
        text.Length > 0 && _formulas.Contains(text[0]) && !(text[0] == '-' && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
