using DeepSlice.Geometry;

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

        IntensityLevels levels = OtsuLevels.Of(seen);
        float rim = RimSpread(image, padding);
        if (rim == 0 || rim <= LargestRimSpread * (levels.Tissue - levels.Background))
        {
            bool flat = levels.Tissue == levels.Background && seen.Length < image.Pixels.Length;
            return flat ? levels with { Background = Math.Min(0, levels.Tissue) } : levels;
        }

        float[] all = new float[image.Pixels.Length];
        seen.CopyTo(all, 0);
        Array.Sort(all);
        return OtsuLevels.Of(all);
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

    /// <summary>Distance of the 10th and the 90th percentile of the pixels beside the padding; 0 where there are none.</summary>
    private static float RimSpread(Raster<float> image, Raster<byte> padding)
    {
        var rim = new List<float>();
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                if (padding[x, y] == 0 && float.IsFinite(image[x, y]) && IsBesidePadding(padding, x, y))
                {
                    rim.Add(image[x, y]);
                }
            }
        }

        rim.Sort();
        return rim.Count == 0 ? 0 : rim[rim.Count * 9 / 10] - rim[rim.Count / 10];
    }

    private static bool IsBesidePadding(Raster<byte> padding, int x, int y) =>
        (x > 0 && padding[x - 1, y] == 1)
        || (x < padding.Width - 1 && padding[x + 1, y] == 1)
        || (y > 0 && padding[x, y - 1] == 1)
        || (y < padding.Height - 1 && padding[x, y + 1] == 1);
}
