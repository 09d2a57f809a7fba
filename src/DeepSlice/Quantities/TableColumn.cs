namespace DeepSlice.Quantities;

/// <summary>A column of a table.</summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="Name">Name of the column.</param>
/// <param name="Kind">Type of its values.</param>
/// <param name="ValueOf">Its value in a row: of type <paramref name="Kind"/>, or null if unknown.</param>
internal sealed record TableColumn<TRow>(string Name, Type Kind, Func<TRow, object?> ValueOf)
{
    /// <summary>A column of texts.</summary>
    public static TableColumn<TRow> Text(string name, Func<TRow, string> valueOf) => new(name, typeof(string), valueOf);

    /// <summary>A column of whole numbers.</summary>
    public static TableColumn<TRow> Whole(string name, Func<TRow, long?> valueOf) => new(name, typeof(long), row => valueOf(row));

    /// <summary>A column of numbers.</summary>
    public static TableColumn<TRow> Number(string name, Func<TRow, double?> valueOf) => new(name, typeof(double), row => valueOf(row));
}
