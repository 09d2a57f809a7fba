using DeepSlice.Scores;

namespace DeepSlice.Workflows;

/// <summary>What came of a demonstration.</summary>
/// <param name="Trained">Scores of the network that the demonstration has trained, on slices it has never seen.</param>
/// <param name="Shipped">Scores of the model that comes with the program, on the same slices; null where this copy has none.</param>
public sealed record DemonstrationResult(ScoreTable Trained, ScoreTable? Shipped);
