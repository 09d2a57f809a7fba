using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Separates tissue from background by intensity.</summary>
/// <remarks>
/// The threshold is a quarter of the way from <see cref="IntensityLevels.Background"/> to <see cref="IntensityLevels.Tissue"/>, which includes
/// pixels partly covered by tissue. Small specks are removed, and small holes in the tissue, such as ventricles, are filled.
/// </remarks>
internal static class TissueMask
{
    private const float Threshold = 0.25f;

    /// <summary>Smallest component to keep, as a fraction of the largest one.</summary>
    private const double SmallestPiece = 0.02;

    /// <summary>Largest hole to fill, as a fraction of the tissue.</summary>
    private const double LargestHole = 0.02;

    /// <summary>Finds the tissue of a whole slice.</summary>
    /// <param name="image">Image of a slice with some background; zeros and non-finite values are padding.</param>
    /// <returns>1 on tissue, 0 elsewhere; all 0 if there is no distinct tissue.</returns>
    public static Raster<byte> Find(Raster<float> image) => Find(image, IntensityLevels.Measure(image));

    /// <summary>Finds the tissue of a whole slice whose levels are known.</summary>
    /// <param name="image">As of <see cref="Find(Raster{float})"/>.</param>
    /// <param name="levels">Its levels.</param>
    public static Raster<byte> Find(Raster<float> image, IntensityLevels levels)
    {
        ArgumentNullException.ThrowIfNull(image);
        (float background, float tissue) = levels;
        if (tissue <= background)
        {
            return new Raster<byte>(image.Size);
        }

        float threshold = background + (Threshold * (tissue - background));
        Raster<byte> mask = image.Map(value => float.IsFinite(value) && value > threshold && value != 0 ? (byte)1 : (byte)0);
        DropSpecks(mask);
        FillHoles(mask);
        return mask;
    }

    private static void DropSpecks(Raster<byte> mask)
    {
        var pieces = new ConnectedComponents(mask, 1);
        int largest = 0;
        foreach (int area in pieces.Areas)
        {
            largest = Math.Max(largest, area);
        }

        for (int i = 0; i < mask.Pixels.Length; i++)
        {
            int number = pieces.Numbers.Pixels[i];
            mask.Pixels[i] = number > 0 && pieces.Areas[number] >= SmallestPiece * largest ? (byte)1 : (byte)0;
        }
    }

    private static void FillHoles(Raster<byte> mask)
    {
        var gaps = new ConnectedComponents(mask, 0);
        double largest = LargestHole * mask.Pixels.Count((byte)1);
        for (int i = 0; i < mask.Pixels.Length; i++)
        {
            int number = gaps.Numbers.Pixels[i];
            if (number > 0 && !gaps.TouchBorder[number] && gaps.Areas[number] <= largest)
            {
                mask.Pixels[i] = 1;
            }
        }
    }
}
