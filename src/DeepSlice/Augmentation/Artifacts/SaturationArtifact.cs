using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Bright structures are clipped.</summary>
internal sealed class SaturationArtifact() : LightArtifact(
    "saturation",
    "saturation",
    "The exposure was too long: bright structures reached the camera's limit and lost all detail.",
    new SeverityScale("fraction of the tissue that is clipped", 0, 0.01, 0.05, 0.12, 0.25, 0.40))
{
    /// <inheritdoc/>
    /// <value>0. Every clipped pixel has lost its grey value.</value>
    private protected override double DamagingChange => 0;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        float[] sorted = specimen.Sorted(image);
        int clipped = (int)Math.Round(Amount(severity) * sorted.Length);
        TensorPrimitives.Min(image.Pixels, sorted[^Math.Max(1, clipped)], image.Pixels);
    }
}
