namespace DeepSlice.Workflows;

/// <summary>How far scorecards have come. A field is one artifact at one severity, or the slices as they are, for one model.</summary>
/// <param name="Done">Fields done.</param>
/// <param name="Total">All fields.</param>
/// <param name="Before">Fields that an earlier run has done.</param>
/// <param name="Note">The field done last, in words; empty at the beginning.</param>
public readonly record struct RobustnessProgress(int Done, int Total, int Before, string Note);
