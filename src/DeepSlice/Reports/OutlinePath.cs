using System.Globalization;
using System.Text;
using DeepSlice.Geometry;

namespace DeepSlice.Reports;

/// <summary>Pixel outlines as SVG paths, in units of half a pixel, so that all coordinates are integers.</summary>
internal static class OutlinePath
{
    /// <summary>Writes an outline traced by <see cref="ContourTracer"/>. Corners are cut off half a pixel before and after, so that stairs become slopes.</summary>
    public static string Of(Outline<BinnedPoint> outline)
    {
        var path = new StringBuilder();
        foreach (Polygon<BinnedPoint> ring in outline.Rings)
        {
            Append(path, Cut(ring.Vertices));
        }

        return path.ToString();
    }

    private static List<(int X, int Y)> Cut(BinnedPoint[] corners)
    {
        List<(int X, int Y)> points = [];
        for (int i = 0; i < corners.Length; i++)
        {
            (int X, int Y) from = Halves(corners[i]);
            (int X, int Y) to = Halves(corners[(i + 1) % corners.Length]);
            (int x, int y) = (Math.Sign(to.X - from.X), Math.Sign(to.Y - from.Y));
            points.Add((from.X + x, from.Y + y));
            if ((to.X - x, to.Y - y) != points[^1])
            {
                points.Add((to.X - x, to.Y - y));
            }
        }

        return points;
    }

    private static void Append(StringBuilder path, List<(int X, int Y)> points)
    {
        path.Append(CultureInfo.InvariantCulture, $"M{points[0].X} {points[0].Y}l");
        (int X, int Y) step = (0, 0);
        for (int i = 1; i < points.Count; i++)
        {
            (int x, int y) = (points[i].X - points[i - 1].X, points[i].Y - points[i - 1].Y);
            bool goesOn = (step.X * y) - (step.Y * x) == 0 && (step.X * x) + (step.Y * y) > 0;
            if (!goesOn && step != (0, 0))
            {
                path.Append(CultureInfo.InvariantCulture, $"{step.X} {step.Y} ");
            }

            step = goesOn ? (step.X + x, step.Y + y) : (x, y);
        }

        path.Append(CultureInfo.InvariantCulture, $"{step.X} {step.Y}z");
    }

    private static (int X, int Y) Halves(BinnedPoint point) => ((int)(2 * point.X), (int)(2 * point.Y));
}
