namespace DeepSlice.Importing;

/// <summary>An image and its outlines, which have the same name.</summary>
internal sealed record ImagePair(string Id, string ImagePath, string RoiPath)
{
    /// <summary>Masks of what is damaged, or to be left out; mostly none.</summary>
    public IReadOnlyList<string> MaskPaths { get; init; } = [];
}
