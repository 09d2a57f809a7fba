using DeepSlice.Geometry;

namespace DeepSlice.Reports;

/// <summary>Turns the grey values of a slice into display values so that dim tissue is visible.</summary>
/// <remarks>
/// Values between two robust percentiles of the image are spread over black to white and lifted by a gamma below 1. Pixels of the
/// smallest value are left out of the percentiles, because they are padding or an empty camera field and would hide the tissue.
/// </remarks>
internal sealed class GreyStretch
{
    private const double Gamma = 0.6;
    private const double LowFraction = 0.02;
    private const double HighFraction = 0.995;

    private readonly float _low;
    private readonly double _range;

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
    }

    /// <summary>Display value of a grey value, 0 … 255; 0 throughout where the image is uniform.</summary>
    public byte Apply(float value)
    {
        double share = _range > 0 ? (value - _low) / _range : 0;
        return share > 0 ? (byte)Math.Round(255 * Math.Pow(Math.Min(share, 1), Gamma)) : (byte)0;
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
