using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Multiplies all intensities; the background stays at 0.</summary>
/// <param name="factor">Range of the factor.</param>
internal sealed class ContrastStep(NumberRange factor) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random) =>
        TensorPrimitives.Multiply(image.Pixels, (float)factor.DrawFactor(random), image.Pixels);
}
