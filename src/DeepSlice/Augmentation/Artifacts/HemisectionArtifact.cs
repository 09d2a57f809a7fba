namespace DeepSlice.Augmentation.Artifacts;

/// <summary>All tissue beyond a straight line is missing.</summary>
internal sealed class HemisectionArtifact() : TissueArtifact(
    "hemisection",
    "hemisection",
    "Everything beyond a straight line is missing: half a slice was mounted, or the field of view ended.",
    new SeverityScale("fraction of the tissue", 0, 0.10, 0.20, 0.30, 0.40, 0.50))
{
    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        (double sin, double cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        SliceSample half = Removal.Apply(specimen, Amount(severity), (u, v) => (u * cos) + (v * sin), random);

        // Not damage: half a slice may be all there is, or all that is in view.
        return new SliceSample(half.Image, half.Labels) { Damage = specimen.Damage };
    }
}
