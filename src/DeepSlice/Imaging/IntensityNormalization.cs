using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Normalises image intensities to the range that networks are trained on, whatever the gain and offset.</summary>
/// <remarks>
/// With v = (x − background) ÷ (tissue − background), the result is ln(1 + c·v) ÷ ln(1 + c) for v ≥ 0, where c is <see cref="Compression"/>, and is
/// continued linearly below 0. The background becomes 0 and the middle of the tissue 1; bright regions stay distinct without dominating.
/// Values are clamped smoothly to <see cref="Ceiling"/>, and to −0.15. Padding becomes background, so that no frame is visible.
/// </remarks>
public sealed record IntensityNormalization
{
    /// <summary>Smallest result.</summary>
    internal const float Floor = -0.15f;

    /// <summary>Width of the smooth transition below the ceiling.</summary>
    internal const double Bend = 0.5;

    /// <summary>Compression of bright intensities, 0.01 … 100.</summary>
    /// <value>Default 1: the binary logarithm of 1 + v.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Compression { get; init => field = Ensure.InRange(value, 0.01, 100, nameof(Compression)); } = 1;

    /// <summary>Largest result, 1.5 … 10.</summary>
    /// <value>Default 3: with the default compression, intensities above five times the tissue level begin to merge.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Ceiling { get; init => field = Ensure.InRange(value, 1.5, 10, nameof(Ceiling)); } = 3;

    /// <summary>Normalises an image or part of one.</summary>
    /// <param name="image">Image (H, W); zeros and non-finite values are padding.</param>
    /// <param name="levels">Levels of the whole slice (never of a tile), from <see cref="IntensityLevels.Measure(Raster{float})"/>.</param>
    /// <returns>
    /// A new image (H, W) of finite values within −0.15 … <see cref="Ceiling"/>; all 0 if the levels are equal.
    /// </returns>
    internal Raster<float> Apply(Raster<float> image, IntensityLevels levels)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(levels);
        var result = new Raster<float>(image.Size);
        double background = levels.Background;
        double distance = levels.Tissue - background;
        if (!(distance > 0) || !double.IsFinite(distance))
        {
            return result;
        }

        double unit = Math.Log(1 + Compression);
        for (int i = 0; i < result.Pixels.Length; i++)
        {
            float value = image.Pixels[i];
            if (value != 0 && float.IsFinite(value))
            {
                result.Pixels[i] = Compress((value - background) / distance, unit);
            }
        }

        return result;
    }

    private float Compress(double value, double unit)
    {
        if (value < 0)
        {
            return Math.Max(Floor, (float)(value * Compression / unit));
        }

        double compressed = Math.Log(1 + (Compression * value)) / unit;
        double bendStart = Ceiling - Bend;
        return (float)(compressed <= bendStart ? compressed : bendStart + (Bend * Math.Tanh((compressed - bendStart) / Bend)));
    }
}
