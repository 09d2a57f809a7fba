using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>The two levels that an image's intensities are judged by, in the units of the image.</summary>
/// <param name="Background">Median of the background, padding aside.</param>
/// <param name="Tissue">Median of the tissue; equal to the background where no tissue stands out.</param>
public sealed record IntensityLevels(float Background, float Tissue)
{
    /// <summary>
    /// Spread of the pixels beside the padding, relative to the distance of the levels, above which they are tissue. Where the camera saw
    /// background there, the spread is below a quarter; where the background itself is zero, tissue of any brightness lies beside it.
    /// </summary>
    private const float LargestRimSpread = 0.5f;

    /// <summary>What is brighter than the background by this many standard deviations of it is not background.</summary>
    private const float RimDeviations = 5;

    /// <summary>Distance of two levels, as a share of that of brighter ones, below which they do not set tissue apart.</summary>
    private const float DimmestTissue = 1 / 6f;

    /// <summary>Pixels halfway between two levels, as a share of those about the upper one, below which the levels stand apart.</summary>
    private const double DeepestValley = 0.6;

    /// <summary>How far about a level pixels count, in distances of the levels.</summary>
    private const float ValleyWidth = 0.15f;

    /// <summary>Measures the levels of a whole slice.</summary>
    /// <param name="image">Image of a slice with some background; padding is 0, what is no number counts as padding.</param>
    /// <returns>
    /// Levels that do not depend on padding, and little on debris or saturated spots. Multiplying the image by a positive number, or adding
    /// one outside the padding, does the same to the levels.
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

        // The background is zero, so what was taken for padding counts as background.
        float[] all = new float[image.Pixels.Length];
        seen.CopyTo(all, 0);
        Array.Sort(all);
        return Split(all, [0]);
    }

    /// <summary>Measures the levels of a whole slice on a coarser grid, so that they do not depend on how fine the slice is.</summary>
    /// <param name="image">As of <see cref="Measure(Raster{float})"/>.</param>
    /// <param name="binning">Pixels of the image along each axis that are averaged first.</param>
    public static IntensityLevels Measure(Raster<float> image, Binning binning) => Measure(binning.Factor == 1 ? image : BlockMean.Apply(image, binning));

    /// <summary>
    /// Splits by two guesses of the tissue: the middle, and all but the brightest tenth, of what is brighter than the rim's darker part varies. Where they lead
    /// to different levels, the lower ones count if they are not much closer and stand apart, the brighter rest then being bright regions or debris. If not, they only
    /// split a background that is rougher or a little brighter than the rim, as where a missing piece was filled by hand.
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

    /// <summary>Whether there are clearly fewer pixels halfway between two levels than about the upper one.</summary>
    private static bool StandApart(float[] sorted, IntensityLevels levels)
    {
        float distance = levels.Tissue - levels.Background;
        return CountAbout(levels.Background + (distance / 2)) < DeepestValley * CountAbout(levels.Tissue);

        int CountAbout(float level) => FirstAbove(sorted, level + (ValleyWidth * distance)) - FirstAbove(sorted, level - (ValleyWidth * distance));
    }

    /// <summary>Background from the rim of what was seen, of which tissue may touch up to half; and the place of the first pixel that is brighter than it varies.</summary>
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

    /// <summary>Pixels beside the padding, or on the frame's border where there is no padding, in rising order; at least one.</summary>
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
