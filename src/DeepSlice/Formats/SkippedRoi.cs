namespace DeepSlice.Formats;

/// <summary>A region of interest that was left out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record SkippedRoi(string Name, string Reason);
