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

    /// <summary>Full-resolution columns in each working column: fewer at a border that the binning does not divide, none in the padding.</summary>
    internal int[] ColumnExtents() => Extents(WorkingSize.Width, OffsetX, OriginalSize.Width);

    /// <summary>Full-resolution rows in each working row, likewise.</summary>
    internal int[] RowExtents() => Extents(WorkingSize.Height, OffsetY, OriginalSize.Height);

    /// <summary>Describes how the frame and an image on its working grid contradict each other.</summary>
    /// <param name="image">Image of <see cref="WorkingSize"/>.</param>
    /// <returns>Null where the binned original lies within the working grid, and all around it is padding: 0, or no number.</returns>
    internal string? FindContradiction(Raster<float> image)
    {
        RasterSize binned = Binning.Binned(OriginalSize);
        string original = FormattableString.Invariant($"{OriginalSize} pixels, which are {binned} at binning {Binning} and offset ({OffsetX}, {OffsetY})");
        if (OffsetX < 0 || OffsetY < 0 || (long)OffsetX + binned.Width > image.Width || (long)OffsetY + binned.Height > image.Height)
        {
            return $"expected an original within the image of {image.Size}, got one of {original}";
        }

        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<float> row = image.Row(y);
            bool isInside = y >= OffsetY && y < OffsetY + binned.Height;
            if (!IsPadding(isInside ? row[..OffsetX] : row) || (isInside && !IsPadding(row[(OffsetX + binned.Width)..])))
            {
                return $"expected zeros around an original of {original}, got other values in row {y} of the image";
            }
        }

        return null;
    }

    private int[] Extents(int count, int offset, int originalLength)
    {
        var extents = new int[count];
        for (int i = 0; i < count; i++)
        {
            long start = (long)(i - offset) * Binning.Factor;
            extents[i] = (int)(Math.Clamp(start + Binning.Factor, 0, originalLength) - Math.Clamp(start, 0, originalLength));
        }

        return extents;
    }

    private static bool IsPadding(ReadOnlySpan<float> pixels)
    {
        foreach (float pixel in pixels)
        {
            if (pixel != 0 && float.IsFinite(pixel))
            {
                return false;
            }
        }

        return true;
    }
}
