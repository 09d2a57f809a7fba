using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>The outcome of an import.</summary>
/// <param name="Dataset">The imported slices, in order of their ids; may be empty.</param>
/// <param name="Scale">The scale of the slices and its reason.</param>
/// <param name="Failures">The files that were not imported, in order of their paths.</param>
/// <param name="Warnings">Problems with the imported slices, with remedies.</param>
public sealed record ImportResult(SliceDataset Dataset, SliceScale Scale, IReadOnlyList<ImportFailure> Failures, IReadOnlyList<string> Warnings);
