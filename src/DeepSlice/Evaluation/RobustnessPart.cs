using DeepSlice.Prediction;

namespace DeepSlice.Evaluation;

/// <summary>A network, and the slices it is scored on.</summary>
/// <param name="Predictor">The network.</param>
/// <param name="SliceIds">Ids of the slices; null for all.</param>
public sealed record RobustnessPart(SlicePredictor Predictor, IReadOnlySet<string>? SliceIds = null);
