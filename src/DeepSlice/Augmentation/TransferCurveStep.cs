using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Applies a random transfer curve from black to black, as other stains, exposures and file conversions do.</summary>
/// <remarks>
/// The curve is piecewise linear with evenly spaced knots. Its slopes are log-normal, so it increases everywhere, in places very little.
/// Above a random level it may be clipped.
/// </remarks>
/// <param name="bend">Range of the standard deviation of the slopes' natural logarithm.</param>
internal sealed class TransferCurveStep(NumberRange bend) : IPhotometricStep
{
    private const int Pieces = 6;

    /// <summary>Last knot of the curve; above it the last slope continues.</summary>
    private const float End = 2.4f;

    /// <summary>Probability of clipping.</summary>
    private const double ClipProbability = 0.3;

    public void Apply(Raster<float> image, RandomStream random)
    {
        double deviation = bend.Draw(random);
        Span<float> slopes = stackalloc float[Pieces];
        double total = 0;
        foreach (ref float slope in slopes)
        {
            slope = (float)Math.Exp(deviation * random.Normal());
            total += slope;
        }

        foreach (ref float slope in slopes)
        {
            slope *= (float)(Pieces / total);
        }

        float ceiling = random.Chance(ClipProbability) ? (float)random.Uniform(0.6, 1.6) : float.PositiveInfinity;
        foreach (ref float value in image.Pixels)
        {
            value = Math.Min(ceiling, value > 0 ? Along(slopes, value) : value);
        }
    }

    private static float Along(ReadOnlySpan<float> slopes, float value)
    {
        const float Width = End / Pieces;
        float result = 0;
        int piece = 0;
        for (; piece < Pieces - 1 && value > Width; piece++)
        {
            result += slopes[piece] * Width;
            value -= Width;
        }

        return result + (slopes[piece] * value);
    }
}
