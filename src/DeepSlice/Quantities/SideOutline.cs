using DeepSlice.Geometry;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Area = NetTopologySuite.Geometries.Geometry;
using Ring = NetTopologySuite.Geometries.LinearRing;

namespace DeepSlice.Quantities;

/// <summary>Cuts outlines along the midline of a slice.</summary>
internal static class SideOutline
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>The part of an outline on one side.</summary>
    /// <param name="outline">An outline in full-resolution pixels, with rings as of <see cref="ContourTracer.Trace"/>.</param>
    /// <param name="midline">Where the sides of the slice are.</param>
    /// <param name="side">The side.</param>
    /// <param name="isFlipped">As of <see cref="Midline.SidesOf"/>.</param>
    /// <returns>Rings directed as those of the outline; null if nothing of it is on this side, or the sides are unknown.</returns>
    public static Outline<PixelPoint>? Of(Outline<PixelPoint> outline, Midline midline, BrainSide side, bool isFlipped)
    {
        if (midline is not { State: SideState.Both, Top: { } top, Bottom: { } bottom })
        {
            return midline.SideOf(default, isFlipped) == side && side != BrainSide.Unknown ? outline : null;
        }

        Area drawn = Factory.CreateMultiPolygon([.. PolygonPart<PixelPoint>.Of(outline).Select(ToPolygon)]);
        Area half = OverlayNGRobust.Overlay(drawn, HalfPlane(drawn.EnvelopeInternal, top, bottom, side == BrainSide.Left != isFlipped), SpatialFunction.Intersection);
        Polygon<PixelPoint>[] rings = [.. Parts(half).SelectMany(RingsOf)];
        return rings.Length == 0 ? null : new Outline<PixelPoint>(rings);
    }

    private static NetTopologySuite.Geometries.Polygon ToPolygon(PolygonPart<PixelPoint> part) => Factory.CreatePolygon(ToRing(part.Outer), [.. part.Holes.Select(ToRing)]);

    private static Ring ToRing(Polygon<PixelPoint> ring) => Factory.CreateLinearRing([.. ring.Vertices.Append(ring.Vertices[0]).Select(vertex => new Coordinate(vertex.X, vertex.Y))]);

    // As much of it as covers the outline.
    private static NetTopologySuite.Geometries.Polygon HalfPlane(Envelope box, PixelPoint top, PixelPoint bottom, bool isLeft)
    {
        (double dx, double dy) = (bottom.X - top.X, bottom.Y - top.Y);
        double length = Math.Sqrt((dx * dx) + (dy * dy));
        double reach = box.Diameter + box.Distance(new Envelope(top.X, bottom.X, top.Y, bottom.Y)) + length;
        (dx, dy) = (dx / length * reach, dy / length * reach);
        (double nx, double ny) = isLeft ? (-dy, dx) : (dy, -dx);
        Coordinate first = new(top.X - dx, top.Y - dy);
        Coordinate last = new(bottom.X + dx, bottom.Y + dy);
        return Factory.CreatePolygon([first, last, new(last.X + nx, last.Y + ny), new(first.X + nx, first.Y + ny), first]);
    }

    private static IEnumerable<NetTopologySuite.Geometries.Polygon> Parts(Area area) =>
        Enumerable.Range(0, area.NumGeometries).Select(area.GetGeometryN).OfType<NetTopologySuite.Geometries.Polygon>().Where(polygon => polygon.Area > 0);

    private static IEnumerable<Polygon<PixelPoint>> RingsOf(NetTopologySuite.Geometries.Polygon polygon) =>
        polygon.InteriorRings.Select(hole => Directed(hole, isOuter: false)).Prepend(Directed(polygon.ExteriorRing, isOuter: true));

    private static Polygon<PixelPoint> Directed(LineString ring, bool isOuter)
    {
        var directed = new Polygon<PixelPoint>(ring.Coordinates.Skip(1).Select(corner => new PixelPoint(corner.X, corner.Y)));
        return directed.SignedArea >= 0 == isOuter ? directed : new Polygon<PixelPoint>(directed.Vertices.Reverse());
    }
}
