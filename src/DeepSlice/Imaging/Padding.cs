using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Places rasters in the middle of a larger frame of zeros, and cuts them out again.</summary>
/// <remarks>Where the margins cannot be equal, the left and the upper one are the smaller by one pixel.</remarks>
public sealed record Padding
{
    /// <summary>Plans the padding of rasters of one size.</summary>
    /// <param name="contentSize">Size of the rasters.</param>
    /// <param name="paddedSize">Size of the frame; no side smaller than the content's.</param>
    /// <exception cref="ArgumentException">The frame is smaller than the content.</exception>
    public Padding(RasterSize contentSize, RasterSize paddedSize)
    {
        if (paddedSize.Width < contentSize.Width || paddedSize.Height < contentSize.Height)
        {
            throw new ArgumentException($"found a frame of {paddedSize} for a content of {contentSize}; a frame must hold its content", nameof(paddedSize));
        }

        ContentSize = contentSize;
        PaddedSize = paddedSize;
    }

    /// <summary>Size without padding.</summary>
    public RasterSize ContentSize { get; }

    /// <summary>Size with padding.</summary>
    public RasterSize PaddedSize { get; }

    /// <summary>Columns of padding left of the content.</summary>
    public int OffsetX => (PaddedSize.Width - ContentSize.Width) / 2;

    /// <summary>Rows of padding above the content.</summary>
    public int OffsetY => (PaddedSize.Height - ContentSize.Height) / 2;

    /// <summary>Surrounds a raster with zeros.</summary>
    /// <typeparam name="T">Type of one pixel's value.</typeparam>
    /// <param name="content">A raster of <see cref="ContentSize"/>.</param>
    /// <returns>A new raster of <see cref="PaddedSize"/>.</returns>
    /// <exception cref="ArgumentException">The raster has another size.</exception>
    public Raster<T> Pad<T>(Raster<T> content)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(content);
        RequireSize(content.Size, ContentSize, nameof(content));
        var padded = new Raster<T>(PaddedSize);
        for (int y = 0; y < content.Height; y++)
        {
            content.Row(y).CopyTo(padded.Row(y + OffsetY)[OffsetX..]);
        }

        return padded;
    }

    /// <summary>Cuts the content out of a padded raster.</summary>
    /// <typeparam name="T">Type of one pixel's value.</typeparam>
    /// <param name="padded">A raster of <see cref="PaddedSize"/>.</param>
    /// <returns>A new raster of <see cref="ContentSize"/>.</returns>
    /// <exception cref="ArgumentException">The raster has another size.</exception>
    public Raster<T> Crop<T>(Raster<T> padded)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(padded);
        RequireSize(padded.Size, PaddedSize, nameof(padded));
        var content = new Raster<T>(ContentSize);
        for (int y = 0; y < content.Height; y++)
        {
            padded.Row(y + OffsetY).Slice(OffsetX, content.Width).CopyTo(content.Row(y));
        }

        return content;
    }

    private static void RequireSize(RasterSize found, RasterSize allowed, string name)
    {
        if (found != allowed)
        {
            throw new ArgumentException($"found a raster of {found}, this padding is for {allowed}", name);
        }
    }
}
