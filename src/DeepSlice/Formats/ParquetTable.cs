using Parquet;
using Parquet.Schema;

namespace DeepSlice.Formats;

/// <summary>A table as Apache Parquet, whose columns keep their types: pandas' <c>read_parquet</c> and R's <c>arrow</c> read it.</summary>
internal static class ParquetTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="columns">Each column's name, the type of its values (<see cref="string"/>, <see cref="long"/> or <see cref="double"/>), and its values, null if unknown.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, Type Kind, object?[] Values)> columns) => OutputFile.Write(path, temporary =>
    {
        using FileStream stream = File.Create(temporary);
        WriteAsync(stream, columns).GetAwaiter().GetResult();
    });

    private static async Task WriteAsync(Stream stream, IReadOnlyList<(string Name, Type Kind, object?[] Values)> columns)
    {
        DataField[] fields = [.. columns.Select(column => FieldOf(column.Name, column.Kind))];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields.Cast<Field>().ToArray()), stream).ConfigureAwait(false);
        using ParquetRowGroupWriter rows = writer.CreateRowGroup();
        foreach ((DataField field, (_, Type kind, object?[] values)) in fields.Zip(columns))
        {
            await (kind == typeof(string) ? rows.WriteAsync(field, [.. values.Select(value => (string)value!)])
                : kind == typeof(long) ? rows.WriteAsync<long>(field, values.Select(value => (long?)value).ToArray())
                : rows.WriteAsync<double>(field, values.Select(value => (double?)value).ToArray())).ConfigureAwait(false);
        }
    }

    private static DataField FieldOf(string name, Type kind) =>
        kind == typeof(string) ? new DataField<string>(name)
        : kind == typeof(long) ? new DataField<long?>(name)
        : kind == typeof(double) ? new DataField<double?>(name)
        : throw new ArgumentException($"expected a column of texts, whole numbers or numbers, got {kind.Name}", nameof(kind));
}
