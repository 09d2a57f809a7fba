namespace DeepSlice.Workbench.Journal;

/// <summary>A change of a map: what is in a box from then on.</summary>
internal sealed record JournalEntry
{
    /// <summary>Number in the journal; 0 before it is written.</summary>
    public long Number { get; init; }

    /// <summary>The slice.</summary>
    public required string Slice { get; init; }

    /// <summary>Name that the page gave the stroke, so that a stroke that is sent twice counts once.</summary>
    public required string Stroke { get; init; }

    /// <summary>A stroke, or the undoing or redoing of one.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Number of the stroke that is undone or redone; 0 for a stroke.</summary>
    public long Target { get; init; }

    /// <summary>What was painted.</summary>
    public required MapLayer Layer { get; init; }

    /// <summary>By which tool.</summary>
    public required string Tool { get; init; }

    /// <summary>Where.</summary>
    public required PixelBox Box { get; init; }

    /// <summary>The pixels of the box before.</summary>
    public required byte[] Before { get; init; }

    /// <summary>The pixels of the box from then on.</summary>
    public required byte[] After { get; init; }
}
