namespace DeepSlice.Slices;

/// <summary>Lists slices in messages.</summary>
internal static class SliceList
{
    private const int MostNamed = 5;

    /// <summary>The first few ids, and how many there are.</summary>
    /// <param name="ids">One id or more.</param>
    public static string Of(IReadOnlyCollection<string> ids) => ids.Count > MostNamed
        ? $"{ids.Count} slices ({string.Join(", ", ids.Take(MostNamed))} …)"
        : string.Join(", ", ids);
}
