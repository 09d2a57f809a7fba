using DeepSlice.Formats;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>The result of predicting files.</summary>
/// <param name="Slices">The slices that were predicted and whose files are written, in the order of the inputs.</param>
/// <param name="Failures">The files that could not be used: first those found before prediction began, then those that failed while they were read.</param>
/// <param name="Warnings">What was left out of the inputs on purpose, such as sub-folders.</param>
internal sealed record PredictionWorkflowResult(IReadOnlyList<PredictedSlice> Slices, IReadOnlyList<FileFailure> Failures, IReadOnlyList<string> Warnings)
{
    /// <summary>How many of the slices an earlier run had finished.</summary>
    public int Before { get; init; }
}
