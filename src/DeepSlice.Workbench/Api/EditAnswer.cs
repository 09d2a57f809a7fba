using DeepSlice.Workbench.Journal;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Api;

/// <summary>A slice after a change of its map.</summary>
internal sealed record EditAnswer(long Version, bool CanUndo, bool CanRedo, MapLayer? Layer, PixelBox? Box, byte[]? Pixels)
{
    /// <summary>The answer to a stroke, of which the page knows the pixels.</summary>
    public static EditAnswer Short(EditResult result) => new(result.Slice.Row.Version, result.CanUndo, result.CanRedo, null, null, null);

    /// <summary>The answer to undo, redo and revert.</summary>
    public static EditAnswer Of(EditResult result) => Short(result) with { Layer = result.Entry?.Layer, Box = result.Entry?.Box, Pixels = result.Entry?.After };
}
