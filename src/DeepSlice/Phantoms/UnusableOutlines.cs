namespace DeepSlice.Phantoms;

/// <summary>A file of outlines that could not be used.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Reason">Error message with expected and actual content and a remedy; names the file.</param>
public sealed record UnusableOutlines(string Path, string Reason);
