namespace DeepSlice.Augmentation.Artifacts;

/// <summary>The slice is compressed along one axis.</summary>
internal sealed class CompressionArtifact() : TissueArtifact(
    "compression",
    "compression",
    "The knife compressed the tissue, so that the slice is shorter in the cutting direction.",
    new SeverityScale("relative shortening", 0, 0.05, 0.10, 0.15, 0.22, 0.30))
{
    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        double left = 1 - Amount(severity);
        double axis = random.Uniform(0, Math.PI);
        return LinearWarp.Apply(specimen, Along(axis, left), Along(axis, 1 / left), random);
    }

    private static PlaneMap Along(double axis, double factor) =>
        PlaneMap.Rotation(axis).After(PlaneMap.Diagonal(factor, 1)).After(PlaneMap.Rotation(-axis));
}
