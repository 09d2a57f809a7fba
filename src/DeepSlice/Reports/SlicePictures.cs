namespace DeepSlice.Reports;

/// <summary>A slice without and with its regions, drawn and compressed; small enough to be kept until a report is put together.</summary>
/// <param name="Image">PNG file of the image alone.</param>
/// <param name="Overlay">PNG file of the image with its regions.</param>
public sealed record SlicePictures(byte[] Image, byte[] Overlay);
