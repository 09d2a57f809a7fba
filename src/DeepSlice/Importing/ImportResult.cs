using DeepSlice.Formats;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>The outcome of an import.</summary>
/// <param name="Dataset">The slices that could be read, in order of their ids; perhaps none.</param>
/// <param name="Scale">The scale of the slices, and why.</param>
/// <param name="Failures">The files that were left out, in order of their paths.</param>
/// <param name="Warnings">What is wrong with the slices all the same, with the remedy.</param>
public sealed record ImportResult(SliceDataset Dataset, SliceScale Scale, IReadOnlyList<FileFailure> Failures, IReadOnlyList<string> Warnings);
