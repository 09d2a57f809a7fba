using DeepSlice.Metrics;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;
using Area = NetTopologySuite.Geometries.Geometry;

namespace DeepSlice.Scores;

/// <summary>Distances of the points of one border to the nearest point of another.</summary>
/// <param name="Length">Length of the border in pixels.</param>
/// <param name="Distances">Distances of points evenly spaced along it, ascending.</param>
internal sealed record OutlineDistance(double Length, double[] Distances)
{
    /// <summary>Minimal number of sample points of a border, if that makes them denser than one per pixel.</summary>
    private const int Points = 2000;

    /// <summary>The mean distance.</summary>
    public double Mean => Distances.Average();

    /// <summary>The 95th percentile, interpolated linearly between order statistics.</summary>
    public double Percentile95 => Percentile.OfSorted(Distances, 0.95);

    /// <summary>Measures the distances from one area's border to another's.</summary>
    /// <param name="from">Area whose border is sampled; not empty.</param>
    /// <param name="to">Area to whose border distances are measured; not empty.</param>
    public static OutlineDistance Measure(Area from, Area to)
    {
        var nearest = new IndexedFacetDistance(to.Boundary);
        Area border = from.Boundary;
        double spacing = Math.Max(1, border.Length / Points);
        var distances = new List<double>();
        for (int i = 0; i < border.NumGeometries; i++)
        {
            Walk(border.GetGeometryN(i), spacing, point => distances.Add(nearest.Distance(border.Factory.CreatePoint(point))));
        }

        distances.Sort();
        return new OutlineDistance(border.Length, [.. distances]);
    }

    /// <summary>Visits evenly spaced points of a closed line, one or more.</summary>
    private static void Walk(Area line, double spacing, Action<Coordinate> visit)
    {
        int count = (int)Math.Ceiling(line.Length / spacing);
        double step = line.Length / count;
        Coordinate[] vertices = line.Coordinates;
        double passed = 0;
        int next = 0;
        for (int i = 1; i < vertices.Length; i++)
        {
            Coordinate start = vertices[i - 1];
            double length = start.Distance(vertices[i]);
            for (; next < count && next * step <= passed + length; next++)
            {
                double part = length > 0 ? ((next * step) - passed) / length : 0;
                visit(new Coordinate(start.X + (part * (vertices[i].X - start.X)), start.Y + (part * (vertices[i].Y - start.Y))));
            }

            passed += length;
        }
    }
}
