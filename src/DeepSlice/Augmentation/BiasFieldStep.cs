using System.Buffers;
using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Uneven illumination: multiplies by the exponential of a smooth field.</summary>
/// <param name="strength">Range of the field's standard deviation.</param>
/// <param name="correlation">Range of the correlation length, as a fraction of the longer side.</param>
internal sealed class BiasFieldStep(NumberRange strength, NumberRange correlation) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random)
    {
        double amplitude = strength.Draw(random);
        double spacing = correlation.Draw(random) * Math.Max(image.Width, image.Height);

        // Beyond three standard deviations a corner would become black or white.
        var field = new SmoothField(random, image.Size, spacing, amplitude, 3 * amplitude);
        float[] factors = ArrayPool<float>.Shared.Rent(image.Width);
        Span<float> factorRow = factors.AsSpan(0, image.Width);
        for (int y = 0; y < image.Height; y++)
        {
            field.Row(y, factorRow);
            TensorPrimitives.Exp(factorRow, factorRow);
            TensorPrimitives.Multiply(image.Row(y), factorRow, image.Row(y));
        }

        ArrayPool<float>.Shared.Return(factors);
    }
}
