namespace DeepSlice;

/// <summary>Lists the first few of many names in a message.</summary>
internal static class Listed
{
    /// <summary>The names, with commas; of more than <paramref name="most"/>, the first ones and the number of the others.</summary>
    /// <param name="names">The names.</param>
    /// <param name="most">Number of names to list.</param>
    public static string Of(IReadOnlyCollection<string> names, int most) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
}
