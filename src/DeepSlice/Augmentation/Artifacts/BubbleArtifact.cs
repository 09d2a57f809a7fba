using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Air bubbles that darken or refract.</summary>
internal sealed class BubbleArtifact() : LightArtifact(
    "bubble",
    "air bubbles",
    "Air was caught under the coverslip: discs with a bright rim, through which tissue is seen dim or bent.",
    new SeverityScale("bubbles of radius 0.03 to 0.1 extents", 0, 1, 2, 3, 5, 8))
{
    /// <inheritdoc/>
    /// <value>0.1. The disc with its rim, as far as it can be seen.</value>
    private protected override double DamagingChange => 0.1;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        double count = Amount(severity);
        for (int number = 0; number < count; number++)
        {
            // The last bubble fades in as the severity rises; earlier ones stay.
            new Bubble(specimen, random.Derive((ulong)number)).Paint(image, Math.Min(1, count - number));
        }
    }
}
