namespace DeepSlice.Workflows;

/// <summary>The progress of a prediction of files.</summary>
/// <param name="Done">Slices whose files are written.</param>
/// <param name="Total">All slices, without those that could not be read.</param>
internal readonly record struct PredictionProgress(int Done, int Total);
