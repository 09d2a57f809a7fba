using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Power law for intensities above 0; 0 and 1 are unchanged.</summary>
/// <param name="gamma">Range of the exponent.</param>
internal sealed class GammaStep(NumberRange gamma) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random)
    {
        float exponent = (float)gamma.DrawFactor(random);
        Span<float> pixels = image.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            if (pixels[i] > 0)
            {
                pixels[i] = MathF.Pow(pixels[i], exponent);
            }
        }
    }
}
