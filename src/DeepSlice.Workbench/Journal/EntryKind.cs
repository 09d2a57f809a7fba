namespace DeepSlice.Workbench.Journal;

/// <summary>What an entry of the journal does.</summary>
internal enum EntryKind
{
    /// <summary>Paints.</summary>
    Stroke,

    /// <summary>Undoes a stroke.</summary>
    Undo,

    /// <summary>Redoes a stroke that was undone.</summary>
    Redo,
}
