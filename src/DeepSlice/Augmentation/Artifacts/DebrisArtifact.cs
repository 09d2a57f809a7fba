using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Bright particles that are not tissue.</summary>
internal sealed class DebrisArtifact() : LightArtifact(
    "debris",
    "debris",
    "Fluorescent dust, fibres and crumbs of tissue lie on and beside the slice, some of them out of focus.",
    new SeverityScale("pieces", 0, 3, 8, 15, 30, 60))
{
    /// <summary>Largest distance of particles from the centre of the slice, in extents.</summary>
    private const double Reach = 0.62;

    private const int FibreSpans = 14;

    /// <inheritdoc/>
    /// <value>0.25. Covered, and not only beside the glare of a particle.</value>
    private protected override double DamagingChange => 0.25;

    private protected override void Change(Raster<float> image, Specimen specimen, double severity, RandomStream random)
    {
        var painter = new StrokePainter(image, specimen.Place);
        double count = Amount(severity);
        for (int piece = 0; piece < count; piece++)
        {
            // The last particle fades in as the severity rises; earlier ones stay.
            double strength = Math.Min(1, count - piece) * specimen.Levels.Contrast;
            RandomStream draws = random.Derive((ulong)piece);
            if (draws.Chance(0.4))
            {
                PaintFibre(painter, strength, draws);
            }
            else
            {
                PaintSpeck(painter, strength, draws);
            }
        }
    }

    private static void PaintFibre(StrokePainter painter, double strength, RandomStream random)
    {
        (double u, double v) = Anywhere(random);
        double span = random.Uniform(0.05, 0.4) / FibreSpans;
        double heading = random.Uniform(0, 2 * Math.PI);
        double bend = 0;
        Span<(double U, double V)> points = stackalloc (double, double)[FibreSpans + 1];
        points[0] = (u, v);
        for (int i = 1; i < points.Length; i++)
        {
            bend = (0.8 * bend) + (0.09 * random.Normal());
            heading += bend;
            (u, v) = (u + (span * Math.Cos(heading)), v + (span * Math.Sin(heading)));
            points[i] = (u, v);
        }

        Paint(painter, points, random.Uniform(0.001, 0.003), strength * random.Uniform(0.6, 2.5), random);
    }

    private static void PaintSpeck(StrokePainter painter, double strength, RandomStream random)
    {
        (double u, double v) = Anywhere(random);
        double radius = random.Uniform(0.002, 0.009);
        Span<(double U, double V)> points = stackalloc (double, double)[3];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (u + (radius * random.Normal()), v + (radius * random.Normal()));
        }

        Paint(painter, points, radius, strength * random.Uniform(0.6, 4), random);
    }

    private static void Paint(StrokePainter painter, ReadOnlySpan<(double U, double V)> points, double radius, double brightness, RandomStream random)
    {
        bool isOutOfFocus = random.Chance(0.35);
        double blur = isOutOfFocus ? random.Uniform(0.006, 0.015) : 0;
        painter.Paint(points, radius, blur, brightness);
    }

    private static (double U, double V) Anywhere(RandomStream random)
    {
        double distance = Reach * Math.Sqrt(random.NextDouble());
        (double sin, double cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        return (distance * cos, distance * sin);
    }
}
