namespace DeepSlice.Formats;

/// <summary>A region of interest that was skipped.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">The reason as text.</param>
public sealed record SkippedRoi(string Name, string Reason);
