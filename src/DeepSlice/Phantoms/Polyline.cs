using DeepSlice.Geometry;

namespace DeepSlice.Phantoms;

/// <summary>Changes the points along lines.</summary>
internal static class Polyline
{
    /// <summary>Points at even distances along a line, its ends among them.</summary>
    /// <param name="line">Two or more points.</param>
    /// <param name="step">Distance wished for; the one taken divides the line's length.</param>
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

    /// <summary>Points with others between them where they are far apart; all of them stay.</summary>
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

    /// <summary>A line without the points that follow one another closely; its ends stay.</summary>
    /// <param name="line">Two or more points.</param>
    /// <param name="step">Least distance between neighbours, but for the last ones.</param>
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

    /// <summary>A ring whose corners are worn off, by averaging neighbours three times.</summary>
    /// <param name="ring">Points of the ring, the first not repeated.</param>
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
