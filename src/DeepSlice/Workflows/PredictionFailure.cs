namespace DeepSlice.Workflows;

/// <summary>A file that could not be predicted.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What was found, what is allowed, and what to do; names the file.</param>
public sealed record PredictionFailure(string Path, string Reason);
