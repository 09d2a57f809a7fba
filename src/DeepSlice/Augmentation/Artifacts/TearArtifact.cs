namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A wedge opens from the border along a jagged line.</summary>
internal sealed class TearArtifact() : TissueArtifact(
    "tear",
    "tear",
    "The slice ripped from its border inwards along a jagged line, and both sides moved apart.",
    new SeverityScale("width of the gap at the border, in extents", 0, 0.01, 0.02, 0.04, 0.06, 0.09))
{
    /// <summary>Distance from the gap over which the tissue that was pushed aside gives way, in extents.</summary>
    private const double Yielding = 0.3;

    private protected override SliceSample Change(Specimen specimen, double severity, RandomStream random)
    {
        SpecimenPlace place = specimen.Place;
        double width = Amount(severity);
        double angle = random.Uniform(0, 2 * Math.PI);
        double depth = random.Uniform(0.45, 1.1);
        (double sin, double cos) = Math.SinCos(angle + random.Uniform(-0.5, 0.5));
        var line = new JaggedLine(random, 0.02);
        var rim = new JaggedLine(random, 0.35);
        (double mouthU, double mouthV) = place.OnRay(angle, 1);
        (double middleU, double middleV) = place.OnRay(angle, 0);
        double length = Math.Max(0.1, depth * Math.Sqrt(Math.Pow(mouthU - middleU, 2) + Math.Pow(mouthV - middleV, 2)));
        return SliceWarp.Apply(specimen, Warp, random);

        void Warp(int y, Span<float> sourceX, Span<float> sourceY, Span<float> gap)
        {
            for (int x = 0; x < sourceX.Length; x++)
            {
                // Along the tear, from its end inside the tissue outwards, and across it.
                double du = place.U(x) - mouthU;
                double dv = place.V(y) - mouthV;
                double along = length + (du * cos) + (dv * sin);
                double across = (dv * cos) - (du * sin);
                if (along <= 0)
                {
                    continue;
                }

                double bend = line.At(along, 0) * Math.Min(1, along / 0.05);
                double open = width / 2 * Math.Pow(along / length, 0.8);
                double side = across < bend ? -1 : 1;
                double beyond = ((across - bend) * side) - open;
                double aside = side * open * (beyond <= 0 ? 1 : Math.Max(0, 1 - (beyond / Yielding)));
                sourceX[x] += (float)(aside * sin * place.Extent);
                sourceY[x] -= (float)(aside * cos * place.Extent);
                if (beyond > open)
                {
                    continue;
                }

                double frayed = open * (1 + rim.At(along, 10 * side));
                double from = (bend - frayed - across) * place.Extent;
                gap[x] = (float)Coverage.OfBand(from, from + (2 * frayed * place.Extent));
            }
        }
    }
}
