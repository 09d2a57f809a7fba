using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>What came of an import.</summary>
/// <param name="Dataset">The slices that could be read, in order of their ids; perhaps none.</param>
/// <param name="Failures">The files that were left out, in order of their paths.</param>
public sealed record ImportResult(SliceDataset Dataset, IReadOnlyList<ImportFailure> Failures);
