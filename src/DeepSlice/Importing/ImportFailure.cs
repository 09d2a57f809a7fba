namespace DeepSlice.Importing;

/// <summary>A file that was not imported.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">The problem and its remedy; names the file.</param>
public sealed record ImportFailure(string Path, string Reason);
