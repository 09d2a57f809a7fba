using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Uneven illumination.</summary>
internal sealed class IlluminationArtifact() : LightArtifact(
    "uneven-illumination",
    "uneven illumination",
    "The slice was lit unevenly: darker towards one side, or away from a bright spot.",
    new SeverityScale("ratio of the brightest to the dimmest light on the tissue", 1, 1.5, 2, 3, 5, 8))
{
    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        Raster<float> dimness = DrawDimness(specimen, random);
        float[] sorted = specimen.Sorted(dimness);
        double range = Math.Log(Amount(severity));
        double span = Math.Max(sorted[^1] - sorted[0], 1e-6);
        double middle = sorted[sorted.Length / 2];
        float dark = specimen.Levels.Dark;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            // Clamped outside the tissue, where the field is unbounded; the middle of the tissue keeps its brightness.
            double dimmer = Math.Clamp((dimness.Pixels[i] - middle) / span, -1, 1);
            image.Pixels[i] = dark + ((image.Pixels[i] - dark) * (float)Math.Exp(-range * dimmer));
        }
    }

    private static Raster<float> DrawDimness(Specimen specimen, RandomStream random)
    {
        (double sin, double cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        bool isSpot = random.Chance(0.5);
        (double spotU, double spotV) = (random.Uniform(-0.3, 0.3), random.Uniform(-0.3, 0.3));
        double irregular = random.Uniform(0, 0.12);
        SmoothField field = specimen.Place.Field(random.Derive("field"), 0.4);
        var dimness = new Raster<float>(specimen.Image.Size);
        for (int y = 0; y < dimness.Height; y++)
        {
            Span<float> row = dimness.Row(y);
            field.Row(y, row);
            double v = specimen.Place.V(y);
            for (int x = 0; x < row.Length; x++)
            {
                double u = specimen.Place.U(x);
                double slope = isSpot ? 2 * (Math.Pow(u - spotU, 2) + Math.Pow(v - spotV, 2)) : (u * cos) + (v * sin);
                row[x] = (float)(slope + (irregular * row[x]));
            }
        }

        return dimness;
    }
}
