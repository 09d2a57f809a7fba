using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Sets single pixels to black or white, as from dead and hot pixels and transfer errors.</summary>
/// <param name="share">Range of the fraction of pixels.</param>
internal sealed class ImpulseNoiseStep(NumberRange share) : IPhotometricStep
{
    /// <summary>Intensity of white; the middle of the tissue is 1.</summary>
    private const float White = 3;

    public void Apply(Raster<float> image, RandomStream random)
    {
        double drawn = share.Draw(random);
        foreach (ref float value in image.Pixels)
        {
            double place = random.NextDouble();
            value = place >= drawn ? value : place < drawn / 2 ? 0 : White;
        }
    }
}
