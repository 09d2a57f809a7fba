namespace DeepSlice.Workflows;

/// <summary>The progress of scorecards. A cell is one artifact at one severity, or the clean slices, for one model.</summary>
/// <param name="Done">Finished cells.</param>
/// <param name="Total">All cells.</param>
/// <param name="Before">Cells that an earlier run has finished.</param>
/// <param name="Note">The last finished cell, as text; empty at the beginning.</param>
internal readonly record struct RobustnessProgress(int Done, int Total, int Before, string Note);
