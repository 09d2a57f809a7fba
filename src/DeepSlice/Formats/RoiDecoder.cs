using System.Text;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>Reads one ImageJ <c>.roi</c>.</summary>
/// <remarks>
/// Polygon, freehand, traced, rectangle, oval and composite are areas. Ovals and curves become polygons that stay within
/// <see cref="FlatnessPixels"/> of them. A spline-fitted polygon is read by its vertices, a rounded rectangle with its corners.
/// </remarks>
internal static class RoiDecoder
{
    /// <summary>Maximal number of vertices of one ROI (32 MB).</summary>
    public const int MostVertices = 2_000_000;

    /// <summary>The reason of a ROI that is an area by its type but has none, such as the trace of a click.</summary>
    public const string NoExtent = "it has fewer than three vertices, so it is not an area";

    private const double FlatnessPixels = 0.01;

    // Far beyond any image; coordinates of damaged files must not reach the rasteriser.
    private const double LargestCoordinate = 1e7;

    private const int MostCurveSteps = 1000;

    /// <summary>Reads the outline of an area.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="reason">Why there is no outline; null if there is one.</param>
    /// <param name="mostVertices">Maximal number of vertices of the outline, including those of flattened curves.</param>
    /// <returns>The outline, or null if the ROI is not an area.</returns>
    /// <exception cref="InvalidDataException">The bytes are not a ROI, are truncated or damaged, or have too many vertices.</exception>
    public static Outline<PixelPoint>? ReadOutline(ReadOnlySpan<byte> bytes, out string? reason, int mostVertices = MostVertices)
    {
        if (!RoiBytes.At(bytes, 0, RoiBytes.Coordinates).StartsWith(RoiBytes.Magic))
        {
            throw new InvalidDataException("it does not begin as an ImageJ ROI");
        }

        reason = null;
        int type = bytes[RoiBytes.Type];
        short subtype = RoiBytes.Short(bytes, RoiBytes.Subtype);
        if (type > 10)
        {
            throw new InvalidDataException($"expected ROI type 0 to 10, got {type}");
        }

        if (RoiBytes.Int(bytes, RoiBytes.ShapeSize) > 0)
        {
            return Outline(ReadPath(bytes, mostVertices), ref reason);
        }

        if (subtype is RoiBytes.TextSubtype or RoiBytes.ImageSubtype)
        {
            reason = "it is a text or a picture, not an area";
            return null;
        }

        return type switch
        {
            RoiBytes.PolygonType or RoiBytes.FreehandType or RoiBytes.TracedType => Outline([ReadPolygon(bytes, mostVertices)], ref reason),
            RoiBytes.RectangleType => Outline([Rectangle(Bounds(bytes))], ref reason),
            RoiBytes.OvalType => Outline([Oval(Bounds(bytes), mostVertices)], ref reason),
            _ => NoArea(type, out reason),
        };
    }

    /// <summary>The points of a multi-point ROI; null if the ROI is of another kind.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="InvalidDataException">The bytes are not a ROI, are truncated or damaged, or have too many points.</exception>
    public static PixelPoint[]? ReadPoints(ReadOnlySpan<byte> bytes) =>
        !RoiBytes.At(bytes, 0, RoiBytes.Coordinates).StartsWith(RoiBytes.Magic) ? throw new InvalidDataException("it does not begin as an ImageJ ROI")
        : bytes[RoiBytes.Type] == RoiBytes.PointType ? ReadPolygon(bytes, MostVertices)
        : null;

    /// <summary>The name inside the file; empty if it has none.</summary>
    /// <exception cref="InvalidDataException">The name lies outside the file.</exception>
    public static string ReadName(ReadOnlySpan<byte> bytes)
    {
        long header2 = RoiBytes.Int(bytes, RoiBytes.Header2);
        if (header2 == 0 || RoiBytes.Int(bytes, header2 + RoiBytes.NameOffset) == 0)
        {
            return "";
        }

        int offset = RoiBytes.Int(bytes, header2 + RoiBytes.NameOffset);
        long length = RoiBytes.Int(bytes, header2 + RoiBytes.NameLength);
        return Encoding.BigEndianUnicode.GetString(RoiBytes.At(bytes, offset, 2 * length));
    }

    private static Outline<PixelPoint>? NoArea(int type, out string? reason)
    {
        string kind = type switch
        {
            3 => "a line",
            4 or 5 => "a line of several segments",
            9 => "an angle",
            10 => "points",
            _ => "empty",
        };
        reason = $"it is {kind}, not an area";
        return null;
    }

    private static Outline<PixelPoint>? Outline(List<PixelPoint[]> rings, ref string? reason)
    {
        List<PixelPoint[]> areas = rings.FindAll(ring => ring.Length >= 3);
        foreach (PixelPoint point in areas.SelectMany(ring => ring))
        {
            RequireNear(point);
        }

        reason = areas.Count == 0 ? NoExtent : null;
        return areas.Count == 0 ? null : new Outline<PixelPoint>(areas.Select(ring => new Polygon<PixelPoint>(ring)));
    }

    /// <summary>Whether a coordinate is a number, and not far beyond any image.</summary>
    public static bool IsNear(double coordinate) => Math.Abs(coordinate) <= LargestCoordinate;

    private static void RequireNear(PixelPoint point)
    {
        if (!IsNear(point.X) || !IsNear(point.Y))
        {
            throw new InvalidDataException($"expected coordinates within ±{LargestCoordinate}, got ({point.X}, {point.Y})");
        }
    }

    /// <exception cref="InvalidDataException">There are too many vertices.</exception>
    public static void RequireFew(long vertices, int mostVertices)
    {
        if (vertices > mostVertices)
        {
            throw new InvalidDataException(
                $"expected at most {mostVertices} more vertices ({MostVertices} per ROI, {RoiSetFile.MostVertices} per file), got {vertices} or more; draw the outlines with fewer");
        }
    }

    private static (double Left, double Top, double Width, double Height) Bounds(ReadOnlySpan<byte> bytes)
    {
        if (HasFloats(bytes, RoiBytes.FirstVersionWithFloatRectangles))
        {
            return (RoiBytes.Float(bytes, RoiBytes.FloatLeft), RoiBytes.Float(bytes, RoiBytes.FloatTop),
                RoiBytes.Float(bytes, RoiBytes.FloatWidth), RoiBytes.Float(bytes, RoiBytes.FloatHeight));
        }

        int left = RoiBytes.Coordinate(bytes, RoiBytes.Left);
        int top = RoiBytes.Coordinate(bytes, RoiBytes.Top);
        return (left, top, RoiBytes.Coordinate(bytes, RoiBytes.Right) - left, RoiBytes.Coordinate(bytes, RoiBytes.Bottom) - top);
    }

    private static bool HasFloats(ReadOnlySpan<byte> bytes, int firstVersion) =>
        RoiBytes.Short(bytes, RoiBytes.Version) >= firstVersion && (RoiBytes.Short(bytes, RoiBytes.Options) & RoiBytes.SubPixel) != 0;

    private static PixelPoint[] Rectangle((double Left, double Top, double Width, double Height) b) => b.Width <= 0 || b.Height <= 0
        ? []
        : [new(b.Left, b.Top), new(b.Left + b.Width, b.Top), new(b.Left + b.Width, b.Top + b.Height), new(b.Left, b.Top + b.Height)];

    private static PixelPoint[] Oval((double Left, double Top, double Width, double Height) b, int mostVertices)
    {
        if (!(b.Width > 0 && b.Height > 0 && Math.Max(b.Width, b.Height) <= LargestCoordinate))
        {
            return [];
        }

        // A chord over the angle 2π/n deviates from a circle of radius r by r(1 − cos(π/n)).
        double radius = Math.Max(b.Width, b.Height) / 2;
        double halfAngle = Math.Acos(1 - Math.Min(0.5, FlatnessPixels / radius));
        int count = (int)Math.Ceiling(Math.PI / halfAngle);
        RequireFew(count, mostVertices);
        var ring = new PixelPoint[count];
        for (int i = 0; i < ring.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * i / ring.Length);
            ring[i] = new PixelPoint(b.Left + (b.Width / 2 * (1 + cos)), b.Top + (b.Height / 2 * (1 + sin)));
        }

        return ring;
    }

    private static PixelPoint[] ReadPolygon(ReadOnlySpan<byte> bytes, int mostVertices)
    {
        int count = RoiBytes.UnsignedShort(bytes, RoiBytes.CoordinateCount);
        if (count == 0)
        {
            count = RoiBytes.Int(bytes, RoiBytes.LargeCoordinateCount);
        }

        RequireFew(count, mostVertices);
        bool floats = HasFloats(bytes, RoiBytes.FirstVersionWithFloatPolygons);
        long start = RoiBytes.Coordinates + (floats ? 4L * count : 0);
        int size = floats ? 4 : 2;
        ReadOnlySpan<byte> xs = RoiBytes.At(bytes, start, (long)size * count);
        ReadOnlySpan<byte> ys = RoiBytes.At(bytes, start + ((long)size * count), (long)size * count);
        int left = RoiBytes.Coordinate(bytes, RoiBytes.Left);
        int top = RoiBytes.Coordinate(bytes, RoiBytes.Top);
        var ring = new PixelPoint[count];
        for (int i = 0; i < count; i++)
        {
            // As in ImageJ, a negative offset counts as 0.
            ring[i] = floats
                ? new PixelPoint(RoiBytes.Float(xs, 4 * i), RoiBytes.Float(ys, 4 * i))
                : new PixelPoint(left + Math.Max(0, RoiBytes.Coordinate(xs, 2 * i)), top + Math.Max(0, RoiBytes.Coordinate(ys, 2 * i)));
        }

        return ring;
    }

    private static List<PixelPoint[]> ReadPath(ReadOnlySpan<byte> bytes, int mostVertices)
    {
        int count = RoiBytes.Int(bytes, RoiBytes.ShapeSize);
        ReadOnlySpan<byte> path = RoiBytes.At(bytes, RoiBytes.Coordinates, 4L * count);
        var rings = new List<PixelPoint[]>();
        var ring = new List<PixelPoint>();
        long ended = 0;
        for (int at = 0; at < count;)
        {
            RequireFew(ended + ring.Count, mostVertices);
            float segment = RoiBytes.Float(path, 4 * at++);
            switch (segment)
            {
                case RoiBytes.MoveTo:
                    ended += EndRing(ring, rings);
                    ring.Add(Point(path, ref at));
                    break;
                case RoiBytes.LineTo:
                    ring.Add(Point(path, ref at));
                    break;
                case RoiBytes.QuadraticTo:
                    AddQuadratic(ring, Point(path, ref at), Point(path, ref at));
                    break;
                case RoiBytes.CubicTo:
                    AddCubic(ring, Point(path, ref at), Point(path, ref at), Point(path, ref at));
                    break;
                case RoiBytes.Close:
                    ended += EndRing(ring, rings);
                    break;
                default:
                    throw new InvalidDataException($"expected path segment 0 to 4, got {segment}");
            }
        }

        RequireFew(ended + EndRing(ring, rings), mostVertices);
        return rings;
    }

    private static PixelPoint Point(ReadOnlySpan<byte> path, ref int at)
    {
        var point = new PixelPoint(RoiBytes.Float(path, 4 * at), RoiBytes.Float(path, 4 * (at + 1)));
        at += 2;
        RequireNear(point);
        return point;
    }

    /// <summary>Adds a ring if it has an area, and returns the number of added vertices.</summary>
    private static int EndRing(List<PixelPoint> ring, List<PixelPoint[]> rings)
    {
        // Rings are closed implicitly; a path that returns to its start before closing would repeat the vertex.
        if (ring.Count > 1 && ring[^1] == ring[0])
        {
            ring.RemoveAt(ring.Count - 1);
        }

        int count = ring.Count >= 3 ? ring.Count : 0;
        if (count > 0)
        {
            rings.Add([.. ring]);
        }

        ring.Clear();
        return count;
    }

    private static void AddQuadratic(List<PixelPoint> ring, PixelPoint control, PixelPoint end)
    {
        // The same curve as a cubic one: control points two thirds of the way to the quadratic one's.
        PixelPoint start = Last(ring);
        AddCubic(ring, Between(start, control, 2.0 / 3), Between(end, control, 2.0 / 3), end);
    }

    private static void AddCubic(List<PixelPoint> ring, PixelPoint first, PixelPoint second, PixelPoint end)
    {
        // n chords deviate from a curve by at most M / (8 n²), where M bounds its second derivative: 6 × the larger second difference.
        PixelPoint start = Last(ring);
        double bend = 6 * Math.Max(Bend(start, first, second), Bend(first, second, end));
        double wanted = Math.Ceiling(Math.Sqrt(bend / 8 / FlatnessPixels));
        int steps = wanted >= 1 ? (int)Math.Min(wanted, MostCurveSteps) : 1;
        for (int step = 1; step < steps; step++)
        {
            double t = (double)step / steps;
            double s = 1 - t;
            ring.Add(new PixelPoint(
                (s * s * s * start.X) + (3 * s * s * t * first.X) + (3 * s * t * t * second.X) + (t * t * t * end.X),
                (s * s * s * start.Y) + (3 * s * s * t * first.Y) + (3 * s * t * t * second.Y) + (t * t * t * end.Y)));
        }

        ring.Add(end);
    }

    private static double Bend(PixelPoint a, PixelPoint b, PixelPoint c) =>
        double.Hypot(a.X - (2 * b.X) + c.X, a.Y - (2 * b.Y) + c.Y);

    private static PixelPoint Between(PixelPoint from, PixelPoint to, double share) =>
        new(from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y)));

    private static PixelPoint Last(List<PixelPoint> ring) =>
        ring.Count > 0 ? ring[^1] : throw new InvalidDataException("expected a point at the beginning of a path, got a curve");
}
