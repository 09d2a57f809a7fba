using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Adds independent Gaussian noise to every pixel.</summary>
/// <param name="deviation">Range of the standard deviation.</param>
internal sealed class NoiseStep(NumberRange deviation) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random)
    {
        double drawn = deviation.Draw(random);
        Span<float> pixels = image.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] += (float)(drawn * random.Normal());
        }
    }
}
