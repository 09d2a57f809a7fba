namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Arbitrary rotation and mirroring.</summary>
internal sealed class RotationArtifact() : TissueArtifact(
    "rotation",
    "rotation and mirroring",
    "The slice was mounted rotated or mirrored.",
    new SeverityScale("rotation in degrees; at the last step any angle, and mirrored", 0, 15, 45, 90, 180, 180))
{
    /// <summary>From this severity on a slice may be mirrored and rotated by any angle; at severity 1 all are.</summary>
    private const double AnyWayFrom = 0.8;

    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        double side = random.Chance(0.5) ? 1 : -1;
        bool isAnyWay = random.Chance((severity - AnyWayFrom) / (1 - AnyWayFrom));
        double anyAngle = random.Uniform(0, 2 * Math.PI);
        double angle = isAnyWay ? anyAngle : side * Amount(severity) * Math.PI / 180;
        PlaneMap mirror = PlaneMap.Diagonal(isAnyWay ? -1 : 1, 1);
        return LinearWarp.Apply(specimen, PlaneMap.Rotation(angle).After(mirror), mirror.After(PlaneMap.Rotation(-angle)), random);
    }
}
