namespace DeepSlice.Importing;

/// <summary>A file that was left out of a data set.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What was found, what is allowed, and what to do; names the file.</param>
public sealed record ImportFailure(string Path, string Reason);
