namespace DeepSlice.Geometry;

/// <summary>A connected part of an outline: one outer ring and the holes in it.</summary>
/// <typeparam name="TPoint">Coordinate frame of the vertices.</typeparam>
/// <param name="Outer">Outer ring; of positive <see cref="Polygon{TPoint}.SignedArea"/>.</param>
/// <param name="Holes">Rings of the holes; of negative area.</param>
internal sealed record PolygonPart<TPoint>(Polygon<TPoint> Outer, IReadOnlyList<Polygon<TPoint>> Holes)
    where TPoint : struct, IPlanePoint<TPoint>
{
    /// <summary>Divides an outline into its parts, as formats need it that do not fill by the even-odd rule.</summary>
    /// <param name="outline">An outline as of <see cref="ContourTracer.Trace"/>: outer rings run clockwise on screen, holes counter-clockwise; rings may touch, but neither cross nor share an edge.</param>
    /// <returns>The parts, in the order of their outer rings.</returns>
    public static IReadOnlyList<PolygonPart<TPoint>> Of(Outline<TPoint> outline)
    {
        var parts = outline.Rings.Where(ring => ring.SignedArea >= 0).Select(ring => (Ring: ring, Box: Box(ring), Holes: new List<Polygon<TPoint>>())).ToList();
        foreach (Polygon<TPoint> hole in outline.Rings.Where(ring => ring.SignedArea < 0))
        {
            // Rings touch at vertices only, so the middle of an edge is on no other ring.
            (double x, double y) = ((hole.Vertices[0].X + hole.Vertices[1].X) / 2, (hole.Vertices[0].Y + hole.Vertices[1].Y) / 2);
            parts.Where(part => part.Box.Left <= x && x <= part.Box.Right && part.Box.Top <= y && y <= part.Box.Bottom && Encloses(part.Ring, x, y))
                .MinBy(part => part.Ring.SignedArea).Holes?.Add(hole);
        }

        return [.. parts.Select(part => new PolygonPart<TPoint>(part.Ring, part.Holes))];
    }

    private static (double Left, double Top, double Right, double Bottom) Box(Polygon<TPoint> ring) =>
        (ring.Vertices.Min(point => point.X), ring.Vertices.Min(point => point.Y), ring.Vertices.Max(point => point.X), ring.Vertices.Max(point => point.Y));

    private static bool Encloses(Polygon<TPoint> ring, double x, double y)
    {
        bool isInside = false;
        TPoint[] points = ring.Vertices;
        for (int i = 0, j = points.Length - 1; i < points.Length; j = i++)
        {
            if ((points[i].Y > y) != (points[j].Y > y) && x < points[i].X + ((y - points[i].Y) * (points[j].X - points[i].X) / (points[j].Y - points[i].Y)))
            {
                isInside = !isInside;
            }
        }

        return isInside;
    }
}
