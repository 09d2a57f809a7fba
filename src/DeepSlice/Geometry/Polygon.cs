namespace DeepSlice.Geometry;

/// <summary>A closed ring of straight edges; the last vertex connects to the first.</summary>
/// <typeparam name="TPoint">Coordinate frame of the vertices.</typeparam>
public sealed class Polygon<TPoint>
    where TPoint : struct, IPlanePoint<TPoint>
{
    /// <summary>Creates a ring from its vertices, which are copied.</summary>
    /// <param name="vertices">Three or more vertices in order; do not repeat the first at the end.</param>
    /// <exception cref="ArgumentException">There are fewer than three vertices, or one is not finite.</exception>
    public Polygon(IEnumerable<TPoint> vertices)
    {
        Vertices = [.. vertices];
        if (Vertices.Length < 3)
        {
            throw new ArgumentException($"expected 3 or more vertices in a polygon, got {Vertices.Length}", nameof(vertices));
        }

        foreach (TPoint vertex in Vertices)
        {
            if (!double.IsFinite(vertex.X) || !double.IsFinite(vertex.Y))
            {
                throw new ArgumentException($"expected finite coordinates, got vertex {vertex}", nameof(vertices));
            }
        }
    }

    /// <summary>The vertices in order.</summary>
    public TPoint[] Vertices { get; }

    /// <summary>Enclosed area by the shoelace formula, positive if the vertices run clockwise on screen (y downwards).</summary>
    public double SignedArea
    {
        get
        {
            double twice = 0;
            for (int i = 0, j = Vertices.Length - 1; i < Vertices.Length; j = i++)
            {
                twice += (Vertices[j].X * Vertices[i].Y) - (Vertices[i].X * Vertices[j].Y);
            }

            return twice / 2;
        }
    }

    /// <summary>The centre of gravity of the enclosed area; of a ring without area the mean of its vertices.</summary>
    internal TPoint Centre()
    {
        (double x, double y, double twice) = (0, 0, 0);
        TPoint origin = Vertices[0];
        for (int i = 0, j = Vertices.Length - 1; i < Vertices.Length; j = i++)
        {
            (double ax, double ay, double bx, double by) = (Vertices[j].X - origin.X, Vertices[j].Y - origin.Y, Vertices[i].X - origin.X, Vertices[i].Y - origin.Y);
            double cross = (ax * by) - (bx * ay);
            (x, y, twice) = (x + ((ax + bx) * cross), y + ((ay + by) * cross), twice + cross);
        }

        return Math.Abs(twice) < 1e-9
            ? TPoint.At(Vertices.Average(vertex => vertex.X), Vertices.Average(vertex => vertex.Y))
            : TPoint.At(origin.X + (x / (3 * twice)), origin.Y + (y / (3 * twice)));
    }

    /// <summary>The same ring in another coordinate frame.</summary>
    /// <typeparam name="TResult">Point type of the other frame.</typeparam>
    /// <param name="convert">Converts one vertex.</param>
    public Polygon<TResult> Map<TResult>(Func<TPoint, TResult> convert)
        where TResult : struct, IPlanePoint<TResult> => new(Vertices.Select(convert));
}
