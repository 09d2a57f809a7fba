using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>The image is out of focus, uniformly or increasingly towards one side.</summary>
internal sealed class FocusArtifact() : LightArtifact(
    "out-of-focus",
    "out of focus",
    "The slice, or one side of it where it is not flat, lay outside the plane of focus.",
    new SeverityScale("standard deviation of the blur, in extents", 0, 0.003, 0.006, 0.010, 0.016, 0.025))
{
    /// <summary>Largest standard deviation of the blur in pixels.</summary>
    private const double LargestSigma = 1024;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        bool isDisc = random.Chance(0.5);
        bool isWhole = random.Chance(0.5);
        (double sin, double cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        double border = random.Uniform(-0.15, 0.15);
        double sigma = Math.Min(Amount(severity) * specimen.Place.Extent, LargestSigma);
        var blurred = new Raster<float>(image.Size);
        if (isDisc)
        {
            DiscBlur.Apply(image, 2 * sigma, blurred); // the variance of a disc along an axis is a quarter of its squared radius
        }
        else
        {
            GaussianBlur.Apply(image, sigma, blurred);
        }

        for (int y = 0; y < image.Height; y++)
        {
            Span<float> row = image.Row(y);
            ReadOnlySpan<float> soft = blurred.Row(y);
            double v = specimen.Place.V(y);
            for (int x = 0; x < row.Length; x++)
            {
                double beyond = (specimen.Place.U(x) * cos) + (v * sin) - border;
                float share = isWhole ? 1 : (float)Math.Clamp(0.5 + (beyond / 0.2), 0, 1);
                row[x] += share * (soft[x] - row[x]);
            }
        }
    }
}
