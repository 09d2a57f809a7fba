using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Applies a separate gain to each row or each column, as scanning cameras with an unsteady lamp do.</summary>
/// <param name="strength">Range of the standard deviation of the gain's natural logarithm.</param>
internal sealed class StripeStep(NumberRange strength) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random)
    {
        double deviation = strength.Draw(random);
        bool alongRows = random.Chance(0.5);
        float[] gains = new float[alongRows ? image.Height : image.Width];
        foreach (ref float gain in gains.AsSpan())
        {
            gain = (float)Math.Exp(deviation * random.Normal());
        }

        for (int y = 0; y < image.Height; y++)
        {
            Span<float> row = image.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] *= gains[alongRows ? y : x];
            }
        }
    }
}
