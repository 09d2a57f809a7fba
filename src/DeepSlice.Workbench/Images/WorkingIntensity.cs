using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Images;

/// <summary>The tissue on the working grid, as grey values: by it the page's tools tell tissue from glass, as <c>import</c> does, and find tissue of one brightness.</summary>
internal static class WorkingIntensity
{
    /// <summary>Averages the level of tiles that is next finer than the working grid.</summary>
    /// <param name="images">The images.</param>
    /// <param name="image">The image file.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="working">Size of the working grid.</param>
    /// <param name="binning">Full-resolution pixels per working pixel.</param>
    /// <returns>1 to 255 between the levels at which the channel is shown; 0 outside the tissue.</returns>
    public static async Task<Raster<byte>> Read(ImageStore images, string image, SliceView slice, RasterSize working, int binning)
    {
        ImageSheet sheet = await images.Sheet(image);
        int channel = ThumbnailPicture.ChannelOf(slice, sheet);
        int halvings = Math.Min(int.Log2(binning), sheet.Levels - 1);
        RasterSize size = sheet.SizeAt(halvings);
        var sums = new Raster<int>(working);
        var counts = new Raster<int>(working);
        for (int top = 0; top < size.Height; top += ImageSheet.Tile)
        {
            for (int left = 0; left < size.Width; left += ImageSheet.Tile)
            {
                (Raster<ushort> values, SheetChannel form, _) = await images.Tile(image, channel, sheet.Levels - 1 - halvings, left / ImageSheet.Tile, top / ImageSheet.Tile);
                Add(DisplayTable.Apply(values, form, null, null, 1), left, top, (double)binning / (1 << halvings), sums, counts);
            }
        }

        var grey = new Raster<float>(working);
        for (int i = 0; i < grey.Pixels.Length; i++)
        {
            grey.Pixels[i] = counts.Pixels[i] == 0 ? 0 : (float)sums.Pixels[i] / counts.Pixels[i];
        }

        Raster<byte> result = TissueMask.Find(grey);
        for (int i = 0; i < grey.Pixels.Length; i++)
        {
            result.Pixels[i] = result.Pixels[i] == 0 ? (byte)0 : (byte)Math.Max(1, MathF.Round(grey.Pixels[i]));
        }

        return result;
    }

    // A pixel of the tile belongs to the working pixel under its centre.
    private static void Add(Raster<byte> tile, int left, int top, double pixelsPerWorkingPixel, Raster<int> sums, Raster<int> counts)
    {
        for (int y = 0; y < tile.Height; y++)
        {
            int row = (int)((top + y + 0.5) / pixelsPerWorkingPixel);
            for (int x = 0; x < tile.Width; x++)
            {
                int column = (int)((left + x + 0.5) / pixelsPerWorkingPixel);
                if (column < sums.Width && row < sums.Height)
                {
                    sums[column, row] += tile[x, y];
                    counts[column, row]++;
                }
            }
        }
    }
}
