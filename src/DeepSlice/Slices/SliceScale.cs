using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>The scale that a slice was segmented at, and why.</summary>
/// <param name="Binning">Full-resolution pixels per working pixel along each axis.</param>
/// <param name="Size">Size of the working image.</param>
/// <param name="MicrometresPerWorkingPixel">Side of a working pixel in micrometres; null if unknown.</param>
/// <param name="Reason">Why this binning, as <c>stated by --binning</c>.</param>
public sealed record SliceScale(Binning Binning, RasterSize Size, double? MicrometresPerWorkingPixel, string Reason)
{
    /// <summary>What is wrong with this scale, and the remedy; null if nothing is.</summary>
    public string? Warning { get; init; }

    /// <summary>The scale as shown to people: <c>binned by 16 to 84×84, 10.4 µm a pixel: …</c>.</summary>
    public string ToWords() => $"binned by {Binning} to {Size}, {PixelWords()}: {Reason}";

    private string PixelWords() => MicrometresPerWorkingPixel is double side ? FormattableString.Invariant($"{side:0.###} µm a pixel") : "pixel size unknown";
}
