namespace DeepSlice.Importing;

/// <summary>How far an import has come.</summary>
/// <param name="Done">Images read or found unreadable.</param>
/// <param name="Total">All images.</param>
public readonly record struct ImportProgress(int Done, int Total);
