namespace DeepSlice.Phantoms;

/// <summary>A file of outlines that no slice could be made of.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What was found, what is allowed, and what to do; names the file.</param>
public sealed record UnusableOutlines(string Path, string Reason);
