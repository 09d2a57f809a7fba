namespace DeepSlice.Reports;

/// <summary>Compressed pictures of a slice without and with its regions, small enough to keep in memory until the report is written.</summary>
/// <param name="Image">PNG file of the image alone.</param>
/// <param name="Overlay">PNG file of the image with its regions.</param>
internal sealed record SlicePictures(byte[] Image, byte[] Overlay);
