namespace DeepSlice.Formats;

/// <summary>An image of a folder.</summary>
/// <param name="Path">The file.</param>
/// <param name="Id">Id of its slice.</param>
/// <param name="Animal">The folder below the one that was searched, which usually holds one animal; empty for images in the folder itself.</param>
internal sealed record FolderImage(string Path, string Id, string Animal);
