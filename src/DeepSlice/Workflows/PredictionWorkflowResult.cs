using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>What came of predicting files.</summary>
/// <param name="Slices">The slices that were predicted and whose files are written, in the order of the inputs.</param>
/// <param name="Failures">The files that could not be used: first what failed before the work began, then what failed as it was read.</param>
public sealed record PredictionWorkflowResult(IReadOnlyList<PredictedSlice> Slices, IReadOnlyList<PredictionFailure> Failures);
