namespace DeepSlice.Importing;

/// <summary>The progress of an import.</summary>
/// <param name="Done">Images processed, readable or not.</param>
/// <param name="Total">All images.</param>
public readonly record struct ImportProgress(int Done, int Total);
