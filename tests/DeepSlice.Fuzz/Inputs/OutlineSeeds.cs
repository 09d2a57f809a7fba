using System.Buffers.Binary;
using DeepSlice.Formats;
using DeepSlice.Fuzz.Mutations;
using DeepSlice.Geometry;

namespace DeepSlice.Fuzz.Inputs;

/// <summary>ROIs of every kind, and sets of them.</summary>
internal static class OutlineSeeds
{
    private static readonly PixelPoint[] s_square = [new(10, 10), new(90, 10), new(90, 90), new(10, 90)];

    public static IReadOnlyList<byte[]> Rois()
    {
        byte[] polygon = Encoded("cx", s_square);
        byte[] composite = Encoded("hp-1", s_square, [new(30, 30), new(60, 30), new(60, 60)]);
        return
        [
            polygon,
            composite,
            Encoded("th", [.. s_square.Select(point => new PixelPoint(point.X + 0.25, point.Y + 40_000.5))]),
            OfType(polygon, RoiBytes.RectangleType),
            OfType(polygon, RoiBytes.OvalType),
            OfType(polygon, RoiBytes.FreehandType),
            OfType(polygon, 10),
            Curved(composite),
        ];
    }

    public static IReadOnlyList<byte[]> RoiSets()
    {
        IReadOnlyList<byte[]> rois = Rois();
        return
        [
            ZipMutation.Pack([("cx.roi", rois[0]), ("hp-1.roi", rois[1]), ("th.roi", rois[2])], new Random(1)),
            ZipMutation.Pack([("cb.roi", rois[4]), ("bs.roi", rois[7]), ("readme.txt", "text"u8.ToArray())], new Random(2)),
            rois[0],
        ];
    }

    private static byte[] Encoded(string name, params PixelPoint[][] rings) =>
        RoiEncoder.Encode(new ImageJRoi(name, new Outline<PixelPoint>(rings.Select(ring => new Polygon<PixelPoint>(ring)))));

    private static byte[] OfType(byte[] roi, byte type)
    {
        byte[] changed = [.. roi];
        changed[RoiBytes.Type] = type;
        return changed;
    }

    /// <summary>The first straight segments become a quadratic and a cubic curve.</summary>
    private static byte[] Curved(byte[] composite)
    {
        float[] path = [0, 10, 10, 2, 50, -20, 90, 10, 3, 120, 40, 120, 60, 90, 90, 1, 10, 90, 4];
        byte[] bytes = [.. composite];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(RoiBytes.ShapeSize), path.Length);
        for (int i = 0; i < path.Length; i++)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(RoiBytes.Coordinates + (4 * i)), path[i]);
        }

        return bytes;
    }

    /// <summary>Exports of QuPath: a collection with holes, several polygons and children, and a single feature.</summary>
    public static IReadOnlyList<byte[]> GeoJsons() =>
    [
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[[[1,2],[30,2],[30,40],[1,2]],[[5,4],[9,4],[9,8],[5,4]]]},"properties":{"objectType":"annotation","classification":{"name":"cx","color":[86,180,233]},"measurements":{"area":"NaN"}}},
        {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[1,2],[3,2],[3,4],[1,2]]],[[[7,7],[9.5,7],[9,9],[7,7]]]]},"properties":{"name":"Left: hp","childObjects":[{"type":"Feature","geometry":{"type":"Point","coordinates":[3,4]},"properties":{"classification":"th"}}]}}]}
        """u8.ToArray(),
        """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[8,0],[8,8],[0,8],[0,0]]]},"properties":{"classification":{"names":["Right","mb"]}}}"""u8.ToArray(),
    ];
}
