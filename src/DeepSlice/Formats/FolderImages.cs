namespace DeepSlice.Formats;

/// <summary>The images of a folder.</summary>
/// <param name="Images">Those that may be readable, in order of their paths.</param>
/// <param name="Failures">Those of formats that cannot be read.</param>
/// <param name="Warnings">What was left out on purpose, such as sub-folders.</param>
internal sealed record FolderImages(IReadOnlyList<FolderImage> Images, IReadOnlyList<FileFailure> Failures, IReadOnlyList<string> Warnings);
