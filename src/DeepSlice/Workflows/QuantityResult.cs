using DeepSlice.Formats;
using DeepSlice.Quantities;

namespace DeepSlice.Workflows;

/// <summary>The results of <see cref="QuantityWorkflow"/>.</summary>
/// <param name="Rows">The table of quantities.</param>
/// <param name="Midlines">The midlines of the slices.</param>
/// <param name="Failures">Slices that could not be measured.</param>
/// <param name="Warnings">What to check.</param>
internal sealed record QuantityResult(
    IReadOnlyList<QuantityRow> Rows, IReadOnlyList<Midline> Midlines, IReadOnlyList<FileFailure> Failures, IReadOnlyList<string> Warnings);
