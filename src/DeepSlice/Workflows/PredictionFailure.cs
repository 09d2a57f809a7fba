namespace DeepSlice.Workflows;

/// <summary>A file that could not be predicted.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">The problem and its remedy; names the file.</param>
public sealed record PredictionFailure(string Path, string Reason);
