using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Tissue and background levels of a slice, in the unit of its image.</summary>
/// <param name="Background">Median outside the tissue.</param>
/// <param name="Tissue">Median of the tissue; equal to the background if there is no tissue.</param>
/// <param name="Noise">Standard deviation of the background's pixel noise.</param>
/// <param name="Dark">Dark level of the camera, estimated from the darkest pixels.</param>
internal sealed record SpecimenLevels(float Background, float Tissue, float Noise, float Dark)
{
    /// <summary>Sample size for medians; more pixels would not improve them.</summary>
    private const int EnoughPixels = 2048;

    /// <summary>Median absolute difference of two normal random numbers of standard deviation 1.</summary>
    private const double MedianDifference = 0.9539;

    /// <summary>Tissue level minus background level.</summary>
    public float Contrast => Tissue - Background;

    /// <summary>Measures a slice.</summary>
    /// <param name="image">Image; values on padding are ignored.</param>
    /// <param name="tissue">1 on tissue.</param>
    /// <param name="padding">1 on padding.</param>
    public static SpecimenLevels Measure(Raster<float> image, Raster<byte> tissue, Raster<byte> padding)
    {
        var bright = new List<float>();
        var dark = new List<float>();
        var differences = new List<float>();
        int step = Math.Max(1, image.Pixels.Length / EnoughPixels) | 1; // odd, so that it walks through all columns of even frames
        for (int i = 0; i < image.Pixels.Length; i += step)
        {
            float value = padding.Pixels[i] == 1 ? float.NaN : Math.Clamp(image.Pixels[i], -Specimen.Limit, Specimen.Limit);
            if (float.IsNaN(value))
            {
                continue;
            }

            if (tissue.Pixels[i] == 1)
            {
                bright.Add(value);
                continue;
            }

            dark.Add(value);
            float left = i % image.Width > 0 && tissue.Pixels[i - 1] == 0 && padding.Pixels[i - 1] == 0 ? image.Pixels[i - 1] : float.NaN;
            if (float.IsFinite(left))
            {
                differences.Add(Math.Abs(value - left));
            }
        }

        return From(bright, dark, differences);
    }

    /// <summary>Draws a background intensity.</summary>
    public float DrawBackground(RandomStream random) => Background + (Noise == 0 ? 0 : (float)(Noise * random.Normal()));

    private static SpecimenLevels From(List<float> bright, List<float> dark, List<float> differences)
    {
        bright.Sort();
        dark.Sort();
        differences.Sort();

        // Without background, its level is that of the darkest tissue; if everything else is padding, the background itself is zero.
        float lowest = Quantile(dark.Count > 0 ? dark : bright, 0.01);
        float background = dark.Count > 0 ? Quantile(dark, 0.5) : Math.Min(lowest, 0);
        float noise = Math.Min((float)(Quantile(differences, 0.5) / MedianDifference), Specimen.Limit);
        return new SpecimenLevels(background, bright.Count > 0 ? Quantile(bright, 0.5) : background, noise, Math.Min(lowest, background));
    }

    private static float Quantile(List<float> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)(share * (sorted.Count - 1))];
}
