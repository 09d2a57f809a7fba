using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>Recognizes outlines that were drawn on a smaller copy of their image.</summary>
/// <remarks>All of them lie near the upper left corner then, partly beside the tissue, and end long before the tissue does.</remarks>
internal static class SmallCopy
{
    // Of the right and lower end of the tissue. Outlines of all regions end near it; those of a few may end anywhere on the tissue.
    private const double LongestOfAll = 0.75;
    private const double LongestOfSome = 0.6;
    private const double LeastOnTissue = 0.85;
    private const int FewestRegions = 3;

    /// <summary>Whether the outlines of a slice seem to be drawn on a smaller copy.</summary>
    /// <param name="image">Image and outlines.</param>
    /// <param name="regions">The region map of the outlines, padded to the working grid.</param>
    public static bool IsLikely(AnnotatedImage image, RegionMap regions)
    {
        var box = OutlineBox.Of(image.Outlines);
        if (box.Right > LongestOfAll * image.OriginalSize.Width || box.Bottom > LongestOfAll * image.OriginalSize.Height)
        {
            return false;
        }

        Raster<byte> tissue = TissueMask.Find(image.Binned);
        (int right, int bottom) = End(tissue);
        double reach = Math.Max(
            box.Right / image.OriginalSize.Width * image.Binned.Width / Math.Max(right, 1),
            box.Bottom / image.OriginalSize.Height * image.Binned.Height / Math.Max(bottom, 1));
        int drawn = regions.Catalog.Annotated.Count(region => regions.Area(region) > 0);
        bool areAll = drawn >= FewestRegions && drawn == regions.Catalog.Annotated.Count();
        return right > 0
            && ((areAll && reach < LongestOfAll) || (reach < LongestOfSome && ShareOnTissue(regions, new Padding(image.Binned.Size, regions.Size).Pad(tissue)) < LeastOnTissue));
    }

    private static (int Right, int Bottom) End(Raster<byte> tissue)
    {
        (int right, int bottom) = (0, 0);
        for (int y = 0; y < tissue.Height; y++)
        {
            int last = tissue.Row(y).LastIndexOf((byte)1);
            if (last >= 0)
            {
                (right, bottom) = (Math.Max(right, last + 1), y + 1);
            }
        }

        return (right, bottom);
    }

    private static double ShareOnTissue(RegionMap regions, Raster<byte> tissue)
    {
        (int on, int all) = (0, 0);
        for (int i = 0; i < tissue.Pixels.Length; i++)
        {
            if (regions.Indices.Pixels[i] != 0)
            {
                all++;
                on += tissue.Pixels[i];
            }
        }

        return all == 0 ? 1 : (double)on / all;
    }
}
