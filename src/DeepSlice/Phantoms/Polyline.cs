using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Resamples polylines.</summary>
internal static class Polyline
{
    /// <summary>Points at equal distances along a line, including its ends.</summary>
    /// <param name="line">Two or more points.</param>
    /// <param name="step">Requested distance; the actual one divides the line's length.</param>
    public static BinnedPoint[] Resampled(BinnedPoint[] line, double step)
    {
        double length = 0;
        for (int i = 1; i < line.Length; i++)
        {
            length += Distance(line[i - 1], line[i]);
        }

        int count = Math.Max(1, (int)Math.Round(length / step));
        var points = new BinnedPoint[count + 1];
        (int segment, double before) = (1, 0);
        for (int k = 0; k < count; k++)
        {
            double along = length * k / count;
            while (segment < line.Length - 1 && before + Distance(line[segment - 1], line[segment]) < along)
            {
                before += Distance(line[segment - 1], line[segment]);
                segment++;
            }

            double whole = Distance(line[segment - 1], line[segment]);
            points[k] = Between(line[segment - 1], line[segment], whole > 0 ? (along - before) / whole : 0);
        }

        points[count] = line[^1];
        return points;
    }

    /// <summary>Adds points where neighbours are far apart; all original points are kept.</summary>
    /// <param name="line">Two or more points.</param>
    /// <param name="step">Largest distance between neighbours.</param>
    public static BinnedPoint[] Densified(BinnedPoint[] line, double step)
    {
        var points = new List<BinnedPoint> { line[0] };
        for (int i = 1; i < line.Length; i++)
        {
            int parts = Math.Max(1, (int)Math.Ceiling(Distance(line[i - 1], line[i]) / step));
            for (int k = 1; k <= parts; k++)
            {
                points.Add(Between(line[i - 1], line[i], (double)k / parts));
            }
        }

        return [.. points];
    }

    /// <summary>Removes points that are close to their predecessor; the ends are kept.</summary>
    /// <param name="line">Two or more points.</param>
    /// <param name="step">Smallest distance between neighbours, except at the end.</param>
    public static BinnedPoint[] Thinned(BinnedPoint[] line, double step)
    {
        var points = new List<BinnedPoint> { line[0] };
        for (int i = 1; i < line.Length - 1; i++)
        {
            if (Distance(points[^1], line[i]) >= step)
            {
                points.Add(line[i]);
            }
        }

        points.Add(line[^1]);
        return [.. points];
    }

    /// <summary>Smooths a ring by averaging neighbours three times.</summary>
    /// <param name="ring">Points of the ring; the first is not repeated.</param>
    public static BinnedPoint[] SmoothedRing(BinnedPoint[] ring)
    {
        for (int round = 0; round < 3; round++)
        {
            var next = new BinnedPoint[ring.Length];
            for (int i = 0; i < ring.Length; i++)
            {
                BinnedPoint before = ring[(i + ring.Length - 1) % ring.Length];
                BinnedPoint after = ring[(i + 1) % ring.Length];
                next[i] = new BinnedPoint((before.X + (2 * ring[i].X) + after.X) / 4, (before.Y + (2 * ring[i].Y) + after.Y) / 4);
            }

            ring = next;
        }

        return ring;
    }

    private static BinnedPoint Between(BinnedPoint a, BinnedPoint b, double t) => new(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));

    private static double Distance(BinnedPoint a, BinnedPoint b) => Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
}
