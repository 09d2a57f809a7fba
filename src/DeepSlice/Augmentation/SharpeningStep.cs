using System.Numerics.Tensors;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation;

/// <summary>Unsharp mask with a blur of one pixel.</summary>
/// <param name="weight">Range of the weight of the detail.</param>
internal sealed class SharpeningStep(NumberRange weight) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random)
    {
        var detail = new Raster<float>(image.Size);
        GaussianBlur.Apply(image, 1, detail);
        TensorPrimitives.Subtract(image.Pixels, detail.Pixels, detail.Pixels);
        TensorPrimitives.MultiplyAdd(detail.Pixels, (float)weight.Draw(random), image.Pixels, image.Pixels);
    }
}
