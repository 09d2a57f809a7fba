using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Centres rasters in a larger frame of zeros, and crops them again.</summary>
/// <remarks>If the margins cannot be equal, the left and upper margins are smaller by one pixel.</remarks>
public sealed record Padding
{
    /// <summary>Makes the padding for rasters of one size.</summary>
    /// <param name="contentSize">Size of the rasters.</param>
    /// <param name="paddedSize">Size of the frame, at least that of the content along each axis.</param>
    /// <exception cref="ArgumentException">The frame is smaller than the content.</exception>
    public Padding(RasterSize contentSize, RasterSize paddedSize)
    {
        if (paddedSize.Width < contentSize.Width || paddedSize.Height < contentSize.Height)
        {
            throw new ArgumentException($"expected a frame of at least {contentSize}, got {paddedSize}", nameof(paddedSize));
        }

        ContentSize = contentSize;
        PaddedSize = paddedSize;
    }

    /// <summary>Size without padding.</summary>
    public RasterSize ContentSize { get; }

    /// <summary>Size with padding.</summary>
    public RasterSize PaddedSize { get; }

    /// <summary>Columns of padding on the left.</summary>
    public int OffsetX => (PaddedSize.Width - ContentSize.Width) / 2;

    /// <summary>Rows of padding at the top.</summary>
    public int OffsetY => (PaddedSize.Height - ContentSize.Height) / 2;

    /// <summary>Pads a raster with zeros.</summary>
    /// <typeparam name="T">Type of a pixel.</typeparam>
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

    /// <summary>Crops the content from a padded raster.</summary>
    /// <typeparam name="T">Type of a pixel.</typeparam>
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

    private static void RequireSize(RasterSize actual, RasterSize expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"expected a raster of {expected}, got {actual}", name);
        }
    }
}
