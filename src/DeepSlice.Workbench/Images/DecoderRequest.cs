namespace DeepSlice.Workbench.Images;

/// <summary>What the decoder is asked to do.</summary>
/// <param name="Kind"><c>inspect</c>, <c>overview</c> or <c>tiles</c>.</param>
/// <param name="Image">The image file.</param>
/// <param name="Cache">Folder of the result; empty for <c>inspect</c>.</param>
internal sealed record DecoderRequest(string Kind, string Image, string Cache);
