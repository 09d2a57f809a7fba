using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>Background and tissue level of an image, in the unit of the image.</summary>
/// <param name="Background">Median of the background without padding.</param>
/// <param name="Tissue">Median of the tissue; equal to the background if there is no distinct tissue.</param>
internal sealed record IntensityLevels(float Background, float Tissue)
{
    /// <summary>
    /// Spread of the pixels beside the padding, relative to the distance between the levels, above which they are tissue. If the image has
    /// background there, the spread is below a quarter; if the background itself is zero, tissue of any brightness is beside the padding.
    /// </summary>
    private const float LargestRimSpread = 0.5f;

    /// <summary>Pixels brighter than the background by more than this many of its standard deviations are not background.</summary>
    private const float RimDeviations = 5;

    /// <summary>Two levels are not separate tissue if their distance is below this fraction of the distance of brighter ones.</summary>
    private const float DimmestTissue = 1 / 6f;

    /// <summary>Two levels are distinct if pixels halfway between them number less than this fraction of those around the upper level.</summary>
    private const double DeepestValley = 0.6;

    /// <summary>Half width of the interval around a level, as a fraction of the distance between the levels.</summary>
    private const float ValleyWidth = 0.15f;

    /// <summary>Measures the levels of a whole slice.</summary>
    /// <param name="image">Image of a slice with some background; zeros and non-finite values are padding.</param>
    /// <returns>
    /// Levels that do not depend on padding, and little on debris or saturated spots. If the image outside the padding is multiplied by a positive
    /// number or shifted, the levels change in the same way.
    /// </returns>
    public static IntensityLevels Measure(Raster<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Raster<byte> padding = FramePadding.Find(image);
        float[] seen = SortedSeen(image, padding);
        if (seen.Length == 0)
        {
            return new IntensityLevels(0, 0);
        }

        bool isPadded = seen.Length < image.Pixels.Length;
        float[] rim = SortedRim(image, padding, isPadded);
        IntensityLevels levels = Split(seen, rim);
        float distance = levels.Tissue - levels.Background;
        bool rimIsBackground = distance > 0 && rim[rim.Length * 9 / 10] - rim[rim.Length / 10] <= LargestRimSpread * distance;
        if (!isPadded || rimIsBackground)
        {
            return levels;
        }

        // The background is zero, so what was taken for padding is background.
        float[] all = new float[image.Pixels.Length];
        seen.CopyTo(all, 0);
        Array.Sort(all);
        return Split(all, [0]);
    }

    /// <summary>Measures the levels of a whole slice on a coarser grid, so that they do not depend on the resolution.</summary>
    /// <param name="image">See <see cref="Measure(Raster{float})"/>.</param>
    /// <param name="binning">Binning applied to the image first.</param>
    public static IntensityLevels Measure(Raster<float> image, Binning binning) => Measure(binning.Factor == 1 ? image : BlockMean.Apply(image, binning));

    /// <summary>
    /// Splits the pixels above the rim's darker part from two initial guesses of the tissue: their median, and their 90th percentile. If the results
    /// differ, the lower levels are used if they are not much closer together and are distinct; the brighter pixels are then bright regions or debris.
    /// Otherwise the lower levels only split a background that is rougher or slightly brighter than the rim, as where a missing piece was filled by hand.
    /// </summary>
    private static IntensityLevels Split(float[] sorted, float[] sortedRim)
    {
        (float background, int first) = RimBackground(sorted, sortedRim);
        if (first == sorted.Length)
        {
            return OtsuLevels.Of(sorted, new IntensityLevels(background, background));
        }

        IntensityLevels lower = OtsuLevels.Of(sorted, new IntensityLevels(background, sorted[(first + sorted.Length) / 2]));
        IntensityLevels upper = OtsuLevels.Of(sorted, new IntensityLevels(background, sorted[(first + (9 * sorted.Length)) / 10]));
        bool isTissue = lower.Tissue - lower.Background >= DimmestTissue * (upper.Tissue - upper.Background);
        return isTissue && StandApart(sorted, lower) ? lower : upper;
    }

    /// <summary>Whether there are clearly fewer pixels halfway between two levels than around the upper one.</summary>
    private static bool StandApart(float[] sorted, IntensityLevels levels)
    {
        float distance = levels.Tissue - levels.Background;
        return CountAbout(levels.Background + (distance / 2)) < DeepestValley * CountAbout(levels.Tissue);

        int CountAbout(float level) => FirstAbove(sorted, level + (ValleyWidth * distance)) - FirstAbove(sorted, level - (ValleyWidth * distance));
    }

    /// <summary>Background level from the rim of the image, of which up to half may be tissue; and the index of the first pixel above its variation.</summary>
    private static (float Level, int First) RimBackground(float[] sorted, float[] sortedRim)
    {
        float background = sortedRim[sortedRim.Length / 4];
        float deviation = sortedRim[sortedRim.Length * 4 / 10] - sortedRim[sortedRim.Length / 10];
        return (background, FirstAbove(sorted, background + (RimDeviations * deviation)));
    }

    private static int FirstAbove(float[] sorted, float threshold)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] > threshold ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static float[] SortedSeen(Raster<float> image, Raster<byte> padding)
    {
        float[] seen = new float[padding.Pixels.Count((byte)0)];
        int count = 0;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            if (padding.Pixels[i] == 0)
            {
                seen[count++] = float.IsFinite(image.Pixels[i]) ? image.Pixels[i] : 0;
            }
        }

        Array.Sort(seen);
        return seen;
    }

    /// <summary>Pixels beside the padding, or on the image border if there is no padding, in ascending order; at least one.</summary>
    private static float[] SortedRim(Raster<float> image, Raster<byte> padding, bool isPadded)
    {
        var rim = new List<float>();
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                bool isRim = isPadded ? IsBesidePadding(padding, x, y) : x == 0 || y == 0 || x == image.Width - 1 || y == image.Height - 1;
                if (isRim && padding[x, y] == 0)
                {
                    rim.Add(float.IsFinite(image[x, y]) ? image[x, y] : 0);
                }
            }
        }

        rim.Sort();
        return [.. rim];
    }

    private static bool IsBesidePadding(Raster<byte> padding, int x, int y) =>
        (x > 0 && padding[x - 1, y] == 1)
        || (x < padding.Width - 1 && padding[x + 1, y] == 1)
        || (y > 0 && padding[x, y - 1] == 1)
        || (y < padding.Height - 1 && padding[x, y + 1] == 1);
}
