using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Low contrast between tissue and background.</summary>
internal sealed class FadingArtifact() : LightArtifact(
    "fading",
    "fading",
    "The stain was weak or bleached: the tissue fades towards the background while the camera noise stays.",
    new SeverityScale("remaining contrast", 1, 0.7, 0.5, 0.35, 0.2, 0.1))
{
    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        float contrast = (float)Amount(severity);
        float background = specimen.Levels.Background;

        // Fading also reduces the noise; this restores its level.
        float noise = specimen.Levels.Noise * MathF.Sqrt(1 - (contrast * contrast));
        foreach (ref float pixel in image.Pixels)
        {
            pixel = background + (contrast * (pixel - background)) + (float)(noise * random.Normal());
        }
    }
}
