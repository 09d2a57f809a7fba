namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Part of the tissue is missing.</summary>
internal sealed class MissingPieceArtifact() : TissueArtifact(
    "missing-piece",
    "missing piece",
    "A part broke off along a jagged line and was lost, or a hole was torn.",
    new SeverityScale("fraction of the tissue", 0, 0.03, 0.06, 0.12, 0.20, 0.35))
{
    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        bool isHole = random.Chance(0.4);
        double angle = random.Uniform(0, 2 * Math.PI);
        double depth = random.Uniform(0.1, 0.9);
        double tilt = random.Uniform(-0.4, 0.4);
        double curvature = random.Uniform(-0.8, 0.8);
        var line = new JaggedLine(random, isHole ? 0.03 : 0.035);
        double phase = random.Uniform(0, 2 * Math.PI);
        (double middleU, double middleV) = specimen.Place.OnRay(angle, isHole ? depth : 1);
        (double sin, double cos) = Math.SinCos(angle + tilt);
        return Removal.Apply(specimen, Amount(severity), isHole ? FromMiddle : FromBorder, random);

        double FromMiddle(double u, double v)
        {
            (double du, double dv) = (u - middleU, v - middleV);
            double distance = Math.Sqrt((du * du) + (dv * dv));
            double oblong = 1 + (0.2 * Math.Cos((2 * Math.Atan2(dv, du)) + phase));
            return (distance * oblong) + line.At(u, v);
        }

        double FromBorder(double u, double v)
        {
            double inwards = -((u - middleU) * cos) - ((v - middleV) * sin);
            double along = ((v - middleV) * cos) - ((u - middleU) * sin);
            return inwards + (curvature * along * along) + line.At(along, 0);
        }
    }
}
