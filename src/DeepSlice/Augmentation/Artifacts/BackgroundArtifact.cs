using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>The background glows.</summary>
internal sealed class BackgroundArtifact() : LightArtifact(
    "background",
    "glowing background",
    "The mounting medium fluoresces, or stain was not washed out: the background glows unevenly around the tissue.",
    new SeverityScale("mean glow relative to the tissue level", 0, 0.02, 0.05, 0.10, 0.20, 0.35))
{
    /// <summary>Glow on tissue relative to the glow beside it: tissue displaces the medium.</summary>
    private const float OnTissue = 0.35f;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        double glow = Amount(severity) * Math.Abs(specimen.Levels.Contrast);
        SmoothField field = specimen.Place.Field(random.Derive("field"), 0.3);
        Raster<float> tissue = specimen.Tissue.Map(value => (float)value);
        GaussianBlur.Apply(tissue, Math.Min(0.015 * specimen.Place.Extent, 1024), tissue);
        float[] uneven = new float[image.Width];
        for (int y = 0; y < image.Height; y++)
        {
            Span<float> row = image.Row(y);
            ReadOnlySpan<float> covered = tissue.Row(y);
            field.Row(y, uneven);
            for (int x = 0; x < row.Length; x++)
            {
                double brightness = Math.Max(0.1, 1 + (0.5 * uneven[x]));
                row[x] += (float)(glow * brightness * (1 - ((1 - OnTissue) * covered[x])));
            }
        }
    }
}
