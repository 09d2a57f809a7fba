namespace DeepSlice.Workbench.Api;

/// <summary>An image that was uploaded, and waits for its scale and channel to be confirmed.</summary>
/// <param name="Image">Id of the upload.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="PixelSize">Side of a pixel in micrometres that the file states.</param>
/// <param name="TissueLength">Length of the tissue in pixels; 0 if none stands out.</param>
/// <param name="Preview">Address of a picture.</param>
internal sealed record UploadAnswer(string Image, int Width, int Height, IReadOnlyList<ChannelAnswer> Channels, double? PixelSize, double TissueLength, string Preview);
