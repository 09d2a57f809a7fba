using DeepSlice.Geometry;

namespace DeepSlice.Workbench.Images;

/// <summary>Tiles of coarse levels from the overview of an image; those of fine levels only as long as there is nothing better.</summary>
internal static class OverviewTile
{
    /// <summary>Cuts a tile.</summary>
    /// <param name="overview">The overview.</param>
    /// <param name="sheet">Sizes.</param>
    /// <param name="halvings">Level of the tile: 0 for full resolution.</param>
    /// <param name="x">Column of the tile.</param>
    /// <param name="y">Row of the tile.</param>
    public static Raster<ushort> Cut(Raster<ushort> overview, ImageSheet sheet, int halvings, int x, int y)
    {
        RasterSize size = sheet.SizeAt(halvings);
        (int left, int top) = (x * ImageSheet.Tile, y * ImageSheet.Tile);
        var tile = new Raster<ushort>(Math.Min(ImageSheet.Tile, size.Width - left), Math.Min(ImageSheet.Tile, size.Height - top));
        int difference = halvings - sheet.OverviewHalvings;
        for (int row = 0; row < tile.Height; row++)
        {
            Span<ushort> pixels = tile.Row(row);
            for (int column = 0; column < pixels.Length; column++)
            {
                pixels[column] = difference >= 0
                    ? Mean(overview, (left + column) << difference, (top + row) << difference, 1 << difference)
                    : overview[Math.Min((left + column) >> -difference, overview.Width - 1), Math.Min((top + row) >> -difference, overview.Height - 1)];
            }
        }

        return tile;
    }

    private static ushort Mean(Raster<ushort> overview, int left, int top, int side)
    {
        (int right, int bottom) = (Math.Min(left + side, overview.Width), Math.Min(top + side, overview.Height));
        long sum = 0;
        for (int y = top; y < bottom; y++)
        {
            foreach (ushort value in overview.Row(y)[left..right])
            {
                sum += value;
            }
        }

        long count = (long)(right - left) * (bottom - top);
        return (ushort)((sum + (count / 2)) / count);
    }
}
