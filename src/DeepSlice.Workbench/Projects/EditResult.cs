using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Projects;

/// <summary>A slice after a change of its map.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="CanUndo">Whether a stroke can be undone.</param>
/// <param name="CanRedo">Whether one can be redone.</param>
internal sealed record EditResult(SliceView Slice, bool CanUndo, bool CanRedo)
{
    /// <summary>What was painted, by whoever did not know it before; null for a stroke.</summary>
    public JournalEntry? Entry { get; init; }
}
