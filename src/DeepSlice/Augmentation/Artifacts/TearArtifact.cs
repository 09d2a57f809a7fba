namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A wedge-shaped gap opens from the border along a jagged line.</summary>
internal sealed class TearArtifact() : TissueArtifact(
    "tear",
    "tear",
    "The slice ripped from its border inwards along a jagged line, and both sides moved apart.",
    new SeverityScale("width of the gap at the border, in extents", 0, 0.01, 0.02, 0.04, 0.06, 0.09))
{
    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        var rip = new Rip(specimen.Place, Amount(severity), random);
        return SliceWarp.Apply(specimen, rip.Open, random);
    }
}
