using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Reports;
using DeepSlice.Slices;
using DeepSlice.Workbench.Projects;

namespace DeepSlice.Workbench.Images;

/// <summary>Small pictures of slices, with their outlines.</summary>
internal static class ThumbnailPicture
{
    private const int LongestSide = 192;

    private static readonly SliceRenderer s_renderer = new(LongestSide);

    /// <summary>The channel that is shown: that of the prediction, or the first.</summary>
    public static int ChannelOf(SliceView slice, ImageSheet sheet) => slice.Image.Channel is int channel && channel < sheet.Channels.Count ? channel : 0;

    /// <summary>Draws a picture as PNG.</summary>
    /// <param name="grey">The whole image in one tile.</param>
    /// <param name="map">The region of each working pixel; null to draw none.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="sheet">Size of the image.</param>
    /// <param name="catalog">The regions.</param>
    public static byte[] Draw(Raster<byte> grey, Raster<byte>? map, SliceView slice, ImageSheet sheet, RegionCatalog catalog)
    {
        if (map is null || slice.Predicted is not { } predicted)
        {
            return PngFile.Encode(Resize(grey, new PictureScale(grey.Size, LongestSide).Size, 1, 1));
        }

        // The last working pixels may reach beyond the image.
        double right = (double)map.Width * predicted.Binning / sheet.Width;
        double bottom = (double)map.Height * predicted.Binning / sheet.Height;
        Raster<byte> picture = Resize(grey, new PictureScale(map.Size, LongestSide).Size, right, bottom);
        return PngFile.Encode(s_renderer.Overlay(picture, new RegionMap(catalog, map)));
    }

    private static Raster<byte> Resize(Raster<byte> grey, RasterSize size, double right, double bottom)
    {
        var result = new Raster<byte>(size);
        for (int y = 0; y < size.Height; y++)
        {
            double sourceY = ((y + 0.5) / size.Height * bottom * grey.Height) - 0.5;
            for (int x = 0; x < size.Width; x++)
            {
                double sourceX = ((x + 0.5) / size.Width * right * grey.Width) - 0.5;
                result[x, y] = sourceX > grey.Width || sourceY > grey.Height ? (byte)0 : Interpolate(grey, Math.Max(0, sourceX), Math.Max(0, sourceY));
            }
        }

        return result;
    }

    private static byte Interpolate(Raster<byte> grey, double x, double y)
    {
        (int left, int top) = (Math.Min((int)x, grey.Width - 1), Math.Min((int)y, grey.Height - 1));
        (int right, int bottom) = (Math.Min(left + 1, grey.Width - 1), Math.Min(top + 1, grey.Height - 1));
        (double shareX, double shareY) = (Math.Min(x - left, 1), Math.Min(y - top, 1));
        double upper = grey[left, top] + ((grey[right, top] - grey[left, top]) * shareX);
        double lower = grey[left, bottom] + ((grey[right, bottom] - grey[left, bottom]) * shareX);
        return (byte)Math.Round(upper + ((lower - upper) * shareY));
    }
}
