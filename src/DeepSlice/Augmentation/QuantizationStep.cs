using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Rounds intensities down to a few levels, as coarse digitisation and strong compression do.</summary>
/// <param name="levels">Range of the number of levels up to an intensity of 3.</param>
internal sealed class QuantizationStep(NumberRange levels) : IPhotometricStep
{
    private const double White = 3;

    public void Apply(Raster<float> image, RandomStream random)
    {
        float step = (float)(White / levels.DrawFactor(random));
        foreach (ref float value in image.Pixels)
        {
            value = MathF.Floor(value / step) * step;
        }
    }
}
