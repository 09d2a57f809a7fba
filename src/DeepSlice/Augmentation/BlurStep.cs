using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation;

/// <summary>Gaussian blur.</summary>
/// <param name="sigmaPixels">Range of the standard deviation in pixels.</param>
internal sealed class BlurStep(NumberRange sigmaPixels) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random) =>
        GaussianBlur.Apply(image, sigmaPixels.Draw(random), image);
}
