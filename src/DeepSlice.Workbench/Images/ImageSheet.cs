using DeepSlice.Geometry;

namespace DeepSlice.Workbench.Images;

/// <summary>What the viewer knows of an image: <c>image.json</c> beside its tiles.</summary>
internal sealed record ImageSheet
{
    /// <summary>Columns and rows of a tile.</summary>
    public const int Tile = 256;

    /// <summary>Columns at full resolution.</summary>
    public required int Width { get; init; }

    /// <summary>Rows at full resolution.</summary>
    public required int Height { get; init; }

    /// <summary>Side of a pixel in micrometres that the file states; null if none.</summary>
    public double? PixelSize { get; init; }

    /// <summary>Planes of a Z-stack.</summary>
    public int Planes { get; init; } = 1;

    /// <summary>The channels.</summary>
    public required IReadOnlyList<SheetChannel> Channels { get; init; }

    /// <summary>How often the overview is halved: it is the image binned by 2 to the power of this.</summary>
    public required int OverviewHalvings { get; init; }

    /// <summary>Levels of tiles: 1 where the whole image is one tile.</summary>
    public int Levels => LastHalving(Width, Height) + 1;

    /// <summary>Size of the image after a number of halvings.</summary>
    public RasterSize SizeAt(int halvings) => SizeAt(Width, Height, halvings);

    /// <summary>Size after a number of halvings.</summary>
    public static RasterSize SizeAt(int width, int height, int halvings) => new(((width - 1) >> halvings) + 1, ((height - 1) >> halvings) + 1);

    /// <summary>The number of halvings after which the image is one tile.</summary>
    public static int LastHalving(int width, int height)
    {
        int halvings = 0;
        while (Math.Max(width - 1, height - 1) >> halvings >= Tile)
        {
            halvings++;
        }

        return halvings;
    }
}
