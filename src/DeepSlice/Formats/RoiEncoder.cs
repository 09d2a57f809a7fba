using System.Buffers.Binary;
using System.Text;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>Writes one ImageJ <c>.roi</c>, version 228.</summary>
/// <remarks>
/// A single ring becomes a polygon: with 16-bit coordinates if they are integers and fit, otherwise also with sub-pixel (32-bit floating-point)
/// coordinates. Several rings, and rings of more than 65,535 vertices, become a composite. Colour and class are those of ImageJ's stroke and of QuPath.
/// </remarks>
internal static class RoiEncoder
{
    private const int MostPolygonVertices = ushort.MaxValue;

    public static byte[] Encode(ImageJRoi roi)
    {
        PixelPoint[] first = roi.Outline.Rings[0].Vertices;
        bool isComposite = roi.Outline.Rings.Count > 1 || first.Length > MostPolygonVertices;
        (double left, double top, double right, double bottom) = Bounds(roi.Outline);
        bool isWhole = !isComposite && left >= short.MinValue && top >= short.MinValue && right <= short.MaxValue && bottom <= short.MaxValue
            && right - left <= short.MaxValue && bottom - top <= short.MaxValue && Array.TrueForAll(first, IsWhole);
        int body = isComposite
            ? 4 * roi.Outline.Rings.Sum(ring => (3 * ring.Vertices.Length) + 1)
            : (isWhole ? 4 : 12) * first.Length;
        int header2 = RoiBytes.Coordinates + body;
        string properties = RoiAttributes.Properties(roi);
        int texts = header2 + RoiBytes.Header2Length;
        var bytes = new byte[texts + (2 * (roi.Name.Length + properties.Length))];
        RoiBytes.Magic.CopyTo(bytes);
        PutShort(bytes, RoiBytes.Version, RoiBytes.WrittenVersion);
        PutShort(bytes, RoiBytes.Left, Math.Floor(left));
        PutShort(bytes, RoiBytes.Top, Math.Floor(top));
        PutShort(bytes, RoiBytes.Right, Math.Ceiling(right));
        PutShort(bytes, RoiBytes.Bottom, Math.Ceiling(bottom));
        PutInt(bytes, RoiBytes.Header2, header2);
        if (isComposite)
        {
            bytes[RoiBytes.Type] = RoiBytes.RectangleType;
            PutInt(bytes, RoiBytes.ShapeSize, body / 4);
            PutPath(bytes, roi.Outline);
        }
        else
        {
            bytes[RoiBytes.Type] = RoiBytes.PolygonType;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(RoiBytes.CoordinateCount), (ushort)first.Length);
            PutShort(bytes, RoiBytes.Options, isWhole ? 0 : RoiBytes.SubPixel);
            PutPolygon(bytes, first, Math.Floor(left), Math.Floor(top), withFloats: !isWhole);
        }

        PutInt(bytes, RoiBytes.StrokeColor, RoiAttributes.Argb(roi.Color));
        PutText(bytes, texts, roi.Name, header2 + RoiBytes.NameOffset, header2 + RoiBytes.NameLength);
        PutText(bytes, texts + (2 * roi.Name.Length), properties, header2 + RoiBytes.PropertiesOffset, header2 + RoiBytes.PropertiesLength);
        return bytes;
    }

    private static bool IsWhole(PixelPoint point) => Math.Floor(point.X) == point.X && Math.Floor(point.Y) == point.Y;

    private static (double Left, double Top, double Right, double Bottom) Bounds(Outline<PixelPoint> outline)
    {
        IEnumerable<PixelPoint> points = outline.Rings.SelectMany(ring => ring.Vertices);
        return points.Aggregate(
            (Left: double.MaxValue, Top: double.MaxValue, Right: double.MinValue, Bottom: double.MinValue),
            (b, p) => (Math.Min(b.Left, p.X), Math.Min(b.Top, p.Y), Math.Max(b.Right, p.X), Math.Max(b.Bottom, p.Y)));
    }

    private static void PutPolygon(byte[] bytes, PixelPoint[] ring, double left, double top, bool withFloats)
    {
        int count = ring.Length;
        for (int i = 0; i < count; i++)
        {
            PutShort(bytes, RoiBytes.Coordinates + (2 * i), Math.Round(ring[i].X) - left);
            PutShort(bytes, RoiBytes.Coordinates + (2 * count) + (2 * i), Math.Round(ring[i].Y) - top);
            if (withFloats)
            {
                PutFloat(bytes, RoiBytes.Coordinates + (4 * count) + (4 * i), ring[i].X);
                PutFloat(bytes, RoiBytes.Coordinates + (8 * count) + (4 * i), ring[i].Y);
            }
        }
    }

    private static void PutPath(byte[] bytes, Outline<PixelPoint> outline)
    {
        int at = RoiBytes.Coordinates;
        foreach (PixelPoint[] ring in outline.Rings.Select(ring => ring.Vertices))
        {
            for (int i = 0; i < ring.Length; i++, at += 12)
            {
                PutFloat(bytes, at, i == 0 ? RoiBytes.MoveTo : RoiBytes.LineTo);
                PutFloat(bytes, at + 4, ring[i].X);
                PutFloat(bytes, at + 8, ring[i].Y);
            }

            PutFloat(bytes, at, RoiBytes.Close);
            at += 4;
        }
    }

    private static void PutText(byte[] bytes, int at, string text, int offsetAt, int lengthAt)
    {
        if (text.Length > 0)
        {
            PutInt(bytes, offsetAt, at);
            PutInt(bytes, lengthAt, text.Length);
            Encoding.BigEndianUnicode.GetBytes(text, bytes.AsSpan(at));
        }
    }

    // Bounds are 16-bit; beyond them only the floating-point coordinates are valid, and ImageJ uses those.
    private static void PutShort(byte[] bytes, int offset, double value) =>
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(offset), (short)Math.Clamp(value, short.MinValue, short.MaxValue));

    private static void PutInt(byte[] bytes, int offset, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(offset), value);

    private static void PutFloat(byte[] bytes, int offset, double value) =>
        BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(offset), (float)value);
}
