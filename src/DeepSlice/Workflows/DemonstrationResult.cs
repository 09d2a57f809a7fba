using DeepSlice.Scores;

namespace DeepSlice.Workflows;

/// <summary>The result of a demonstration.</summary>
/// <param name="Trained">Scores of the network that the demonstration has trained, on held-out slices.</param>
/// <param name="Shipped">Scores of the model that comes with the program, on the same slices; null if this copy has none.</param>
internal sealed record DemonstrationResult(ScoreTable Trained, ScoreTable? Shipped);
