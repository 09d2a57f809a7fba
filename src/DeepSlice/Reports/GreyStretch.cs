using DeepSlice.Geometry;

namespace DeepSlice.Reports;

/// <summary>Maps the grey values of a slice to display values so that dim tissue is visible.</summary>
/// <remarks>
/// The range between two percentiles of the image is mapped to black … white, with a gamma that maps the image's median to a medium grey.
/// Pixels of the smallest value are excluded from the percentiles: they are padding or empty camera field, and would hide the tissue.
/// </remarks>
internal sealed class GreyStretch
{
    private const double LowFraction = 0.1;
    private const double MiddleFraction = 0.6;
    private const double HighFraction = 0.985;
    private const double MiddleGrey = 0.45;
    private const double StrongestGamma = 0.35;

    private readonly float _low;
    private readonly double _range;
    private readonly double _gamma = 1;

    public GreyStretch(Raster<float> image)
    {
        float[] values = WithoutSmallest(image.Pixels);
        if (values.Length == 0)
        {
            return;
        }

        Array.Sort(values);
        _low = values[(int)(LowFraction * (values.Length - 1))];
        _range = values[(int)(HighFraction * (values.Length - 1))] - _low;
        double middle = (values[(int)(MiddleFraction * (values.Length - 1))] - _low) / _range;
        if (middle is > 0 and < 1)
        {
            _gamma = Math.Clamp(Math.Log(MiddleGrey) / Math.Log(middle), StrongestGamma, 1);
        }
    }

    /// <summary>The largest grey value that is black.</summary>
    public double Black => _low;

    /// <summary>The smallest grey value that is white.</summary>
    public double White => _low + _range;

    /// <summary>Display value of a grey value, 0 … 255; always 0 if the image is uniform.</summary>
    public float Apply(float value)
    {
        double share = _range > 0 ? (value - _low) / _range : 0;
        return share > 0 ? (float)(255 * Math.Pow(Math.Min(share, 1), _gamma)) : 0;
    }

    private static float[] WithoutSmallest(ReadOnlySpan<float> pixels)
    {
        float smallest = float.PositiveInfinity;
        foreach (float value in pixels)
        {
            smallest = value < smallest ? value : smallest;
        }

        float[] kept = new float[pixels.Length];
        int count = 0;
        foreach (float value in pixels)
        {
            if (value > smallest && float.IsFinite(value))
            {
                kept[count++] = value;
            }
        }

        return kept[..count];
    }
}
