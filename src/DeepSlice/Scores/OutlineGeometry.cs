using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using Area = NetTopologySuite.Geometries.Geometry;

namespace DeepSlice.Scores;

/// <summary>Regions as areas enclosed by their outlines, without overlaps.</summary>
internal static class OutlineGeometry
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>Computes the area of each region; where outlines overlap, the first region in the catalogue wins.</summary>
    /// <param name="outlines">Outlines in any order; a region may have several, which are united.</param>
    /// <param name="catalog">The regions.</param>
    /// <param name="excluded">Outlines whose insides belong to no region.</param>
    /// <returns>Areas of the annotated regions that have one, by key, in full-resolution pixels.</returns>
    public static IReadOnlyDictionary<string, Area> Areas(
        IReadOnlyList<RegionOutline> outlines, RegionCatalog catalog, IReadOnlyList<Outline<PixelPoint>> excluded)
    {
        var areas = new Dictionary<string, Area>(StringComparer.Ordinal);
        Area taken = excluded.Count == 0 ? Factory.CreatePolygon() : OverlayNGRobust.Union(excluded.Select(Enclosed));
        foreach (IGrouping<byte, RegionOutline> region in outlines.GroupBy(outline => outline.Region.Index).OrderBy(group => group.Key))
        {
            Area drawn = OverlayNGRobust.Union(region.Select(outline => Enclosed(outline.Outline)));
            Area own = OverlayNGRobust.Overlay(drawn, taken, SpatialFunction.Difference);
            taken = OverlayNGRobust.Overlay(taken, drawn, SpatialFunction.Union);
            if (catalog.Regions[region.Key].IsAnnotated && own.Area > 0)
            {
                areas.Add(catalog.Regions[region.Key].Key, own);
            }
        }

        return areas;
    }

    /// <summary>The area enclosed by an outline, by the even-odd rule.</summary>
    /// <remarks>
    /// Rings may touch, cross each other and themselves, so they are cut at all their crossings, and of the faces between the pieces those
    /// are kept that an odd number of rings encloses.
    /// </remarks>
    public static Area Enclosed(Outline<PixelPoint> outline)
    {
        NetTopologySuite.Geometries.Polygon[] rings = [.. outline.Rings.Select(ToRing)];
        Area borders = Factory.CreateMultiLineString([.. rings.Select(ring => (LineString)ring.ExteriorRing)]);
        var polygonizer = new Polygonizer();
        polygonizer.Add(OverlayNGRobust.Union(borders));

        // Of several polygons the locator knows only whether an odd number of edges lies to one side.
        var parity = new IndexedPointInAreaLocator(Factory.CreateMultiPolygon(rings));
        Area[] faces =
            [.. polygonizer.GetPolygons().Where(face => parity.Locate(face.InteriorPoint.Coordinate) == Location.Interior)];
        return faces.Length == 0 ? Factory.CreatePolygon() : OverlayNGRobust.Union(faces);
    }

    private static NetTopologySuite.Geometries.Polygon ToRing(Polygon<PixelPoint> ring)
    {
        var coordinates = new Coordinate[ring.Vertices.Length + 1];
        for (int i = 0; i < coordinates.Length; i++)
        {
            PixelPoint vertex = ring.Vertices[i % ring.Vertices.Length];
            coordinates[i] = new Coordinate(vertex.X, vertex.Y);
        }

        return Factory.CreatePolygon(coordinates);
    }
}
