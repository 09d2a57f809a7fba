namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Smooth elastic deformation.</summary>
internal sealed class ElasticArtifact() : TissueArtifact(
    "elastic",
    "elastic distortion",
    "The soft tissue stretched and shrank unevenly while it was floated and mounted.",
    new SeverityScale("root mean square of the displacement, in extents", 0, 0.01, 0.02, 0.035, 0.05, 0.07))
{
    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        var flow = new ElasticFlow(specimen, Amount(severity) / Math.Sqrt(2), random);
        return SliceWarp.Apply(specimen, (y, sourceX, sourceY, _) => flow.Move(y, sourceX, sourceY), random);
    }
}
