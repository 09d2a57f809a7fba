namespace DeepSlice.Importing;

/// <summary>An image and its annotation, found by their common name.</summary>
internal sealed record ImagePair(string Id, string ImagePath, string RoiPath);
