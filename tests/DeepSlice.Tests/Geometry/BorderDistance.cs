using DeepSlice.Geometry;

namespace DeepSlice.Tests.Geometry;

/// <summary>Distances of outlines, by brute force.</summary>
internal static class BorderDistance
{
    /// <summary>The largest distance of a point of one border to the other border, at four points a pixel.</summary>
    public static double Farthest(Outline<BinnedPoint> from, Outline<BinnedPoint> to)
    {
        (BinnedPoint A, BinnedPoint B)[] edges = [.. to.Rings.SelectMany(Edges)];
        double farthest = 0;
        foreach ((BinnedPoint a, BinnedPoint b) in from.Rings.SelectMany(Edges))
        {
            int steps = 4 * (int)Math.Ceiling(double.Hypot(b.X - a.X, b.Y - a.Y));
            for (int k = 0; k < steps; k++)
            {
                var point = new BinnedPoint(a.X + ((b.X - a.X) * k / steps), a.Y + ((b.Y - a.Y) * k / steps));
                double nearest = double.MaxValue;
                foreach ((BinnedPoint c, BinnedPoint d) in edges)
                {
                    nearest = Math.Min(nearest, Distance(point, c, d));
                }

                farthest = Math.Max(farthest, nearest);
            }
        }

        return farthest;
    }

    public static double Length(Polygon<BinnedPoint> ring) => Edges(ring).Sum(edge => double.Hypot(edge.B.X - edge.A.X, edge.B.Y - edge.A.Y));

    private static IEnumerable<(BinnedPoint A, BinnedPoint B)> Edges(Polygon<BinnedPoint> ring) =>
        ring.Vertices.Select((vertex, i) => (vertex, ring.Vertices[(i + 1) % ring.Vertices.Length]));

    private static double Distance(BinnedPoint p, BinnedPoint a, BinnedPoint b)
    {
        (double dx, double dy) = (b.X - a.X, b.Y - a.Y);
        double t = Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return double.Hypot(a.X + (t * dx) - p.X, a.Y + (t * dy) - p.Y);
    }
}
