namespace DeepSlice.Workflows;

/// <summary>A file that could not be predicted.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">The file, what was expected, what it is, and the remedy.</param>
public sealed record PredictionFailure(string Path, string Reason);
