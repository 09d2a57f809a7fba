using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>Position of a slice's working grid on the original image: binned, then padded.</summary>
/// <remarks>working = full-resolution ÷ binning + offset, along each axis.</remarks>
public sealed record SliceFrame
{
    /// <summary>Full-resolution pixels per working pixel.</summary>
    public required Binning Binning { get; init; }

    /// <summary>Size of the original image in full-resolution pixels.</summary>
    public required RasterSize OriginalSize { get; init; }

    /// <summary>Size of the working grid, including padding.</summary>
    public required RasterSize WorkingSize { get; init; }

    /// <summary>Columns of padding on the left.</summary>
    public int OffsetX { get; init; }

    /// <summary>Rows of padding at the top.</summary>
    public int OffsetY { get; init; }

    /// <summary>A frame whose working grid is the original image.</summary>
    /// <param name="size">Size of the image in pixels.</param>
    public static SliceFrame Identity(RasterSize size) =>
        new() { Binning = Binning.None, OriginalSize = size, WorkingSize = size };

    /// <summary>Converts a point of the original image to working pixels.</summary>
    /// <param name="point">Point in full-resolution pixels.</param>
    public BinnedPoint ToWorking(PixelPoint point) =>
        new((point.X / Binning.Factor) + OffsetX, (point.Y / Binning.Factor) + OffsetY);

    /// <summary>Converts a point of the working grid to full-resolution pixels.</summary>
    /// <param name="point">Point in working pixels.</param>
    public PixelPoint ToFullResolution(BinnedPoint point) =>
        new((point.X - OffsetX) * Binning.Factor, (point.Y - OffsetY) * Binning.Factor);
}
