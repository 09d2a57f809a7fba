using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Visible tiles of a stitched image.</summary>
internal sealed class TileShadingArtifact() : LightArtifact(
    "tile-shading",
    "tile shading",
    "The image was stitched from tiles, each darker towards its edge and a little brighter or dimmer than the next.",
    new SeverityScale("fraction of the light lost in a tile's corner", 0, 0.10, 0.20, 0.35, 0.50, 0.70))
{
    /// <summary>Range of the tile gains relative to the depth of the shading.</summary>
    private const double GainStep = 0.2;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        double depth = Amount(severity);
        double size = random.Uniform(0.14, 0.3);
        (double sin, double cos) = Math.SinCos(random.Uniform(-0.05, 0.05));
        (double startU, double startV) = (random.NextDouble(), random.NextDouble());
        var gains = new HashNoise(random.NextBits());
        float dark = specimen.Levels.Dark;
        for (int y = 0; y < image.Height; y++)
        {
            Span<float> row = image.Row(y);
            double v = specimen.Place.V(y);
            for (int x = 0; x < row.Length; x++)
            {
                double u = specimen.Place.U(x);
                double across = (((u * cos) + (v * sin)) / size) + startU;
                double down = (((v * cos) - (u * sin)) / size) + startV;
                (double column, double line) = (Math.Floor(across), Math.Floor(down));
                double light = 1 - (depth * Falloff(across - column, down - line));
                double gain = 1 + (GainStep * depth * gains.Smooth((float)column, (float)line));
                row[x] = dark + ((row[x] - dark) * (float)(light * gain));
            }
        }
    }

    /// <summary>0 at the centre of a tile, 1 in its corners.</summary>
    private static double Falloff(double across, double down)
    {
        double x = Math.Pow((2 * across) - 1, 2);
        double y = Math.Pow((2 * down) - 1, 2);
        return 1 - ((1 - (0.75 * x)) * (1 - (0.75 * y)) * (1 - (x * y)));
    }
}
