using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Shifts all intensities.</summary>
/// <param name="shift">Range of the shift.</param>
internal sealed class BrightnessStep(NumberRange shift) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random) =>
        TensorPrimitives.Add(image.Pixels, (float)shift.Draw(random), image.Pixels);
}
