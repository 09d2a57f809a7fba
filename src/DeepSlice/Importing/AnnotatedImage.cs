using DeepSlice.Formats;
using DeepSlice.Geometry;

namespace DeepSlice.Importing;

/// <summary>A binned image with its outlines, before padding to the common size of the dataset.</summary>
internal sealed record AnnotatedImage(
    ImagePair Pair, Raster<float> Binned, RasterSize OriginalSize, double? MicrometresPerPixel, IReadOnlyList<RegionOutline> Outlines)
{
    /// <summary>What is damaged, or to be left out.</summary>
    public required DrawnDamage Damage { get; init; }

    /// <summary>Whether the image was inverted, as its background is bright.</summary>
    public bool IsInverted { get; init; }

    /// <summary>Which part of the image was read, where that was not stated; otherwise null.</summary>
    public string? Warning { get; init; }
}
