namespace DeepSlice.Formats;

/// <summary>What becomes of a slice with an unusable outline.</summary>
internal enum UnusableKind
{
    /// <summary>A line, points or text: nothing, unless it has the name of a region that is not outlined; then the slice is left out.</summary>
    NoArea,

    /// <summary>An outline without area, such as that of a click; it is skipped, and named like an outline.</summary>
    Flat,

    /// <summary>Damaged, or of a kind that is not read; it is skipped and named, whatever its name.</summary>
    Bad,
}
