namespace DeepSlice.Workbench.Journal;

/// <summary>What the journal knows of a slice.</summary>
/// <param name="Slice">Its id.</param>
/// <param name="Version">Number of its last change.</param>
internal sealed record SliceRow(string Slice, long Version)
{
    /// <summary>When it was changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it was last corrected by hand; null if it was not, or if every stroke is undone.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>When it was accepted; null if it is not.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The midline in full-resolution pixels: x and y of two points; null if nobody has drawn it.</summary>
    public IReadOnlyList<double>? Midline { get; init; }

    /// <summary>Why the slice could not be predicted.</summary>
    public string? Failure { get; init; }

    /// <summary>The version that is in the plain files; 0 if it never was.</summary>
    public long Written { get; init; }
}
