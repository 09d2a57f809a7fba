namespace DeepSlice.Geometry;

/// <summary>Smooth curves through control points.</summary>
/// <remarks>
/// Centripetal Catmull–Rom splines (Yuksel, Schaefer and Keyser, doi:10.1016/j.cad.2010.08.008): they pass through every control
/// point with a continuous tangent, and have no cusps or loops within a span.
/// </remarks>
internal static class SmoothCurve
{
    /// <summary>A closed curve.</summary>
    /// <typeparam name="TPoint">Coordinate frame.</typeparam>
    /// <param name="controls">Three or more points in order, neighbours different; do not repeat the first at the end.</param>
    /// <param name="samplesPerSpan">Vertices per control point, 1 or more.</param>
    /// <returns>A ring of controls × samplesPerSpan vertices; every samplesPerSpan-th vertex is a control point.</returns>
    /// <exception cref="ArgumentException">There are too few control points, or two neighbours are equal.</exception>
    public static Polygon<TPoint> Closed<TPoint>(ReadOnlySpan<TPoint> controls, int samplesPerSpan)
        where TPoint : struct, IPlanePoint<TPoint>
    {
        RequireControls(controls.Length, 3, nameof(controls));
        Ensure.Positive(samplesPerSpan);
        int count = controls.Length;
        var vertices = new TPoint[count * samplesPerSpan];
        for (int i = 0; i < count; i++)
        {
            Sample(
                controls[(i + count - 1) % count],
                controls[i],
                controls[(i + 1) % count],
                controls[(i + 2) % count],
                vertices.AsSpan(i * samplesPerSpan, samplesPerSpan));
        }

        return new Polygon<TPoint>(vertices);
    }

    /// <summary>An open curve from the first control point to the last.</summary>
    /// <typeparam name="TPoint">Coordinate frame.</typeparam>
    /// <param name="controls">Two or more points in order, neighbours different.</param>
    /// <param name="samplesPerSpan">Points per span between two control points, 1 or more.</param>
    /// <returns>(controls − 1) × samplesPerSpan + 1 points; every samplesPerSpan-th point is a control point.</returns>
    /// <exception cref="ArgumentException">There are too few control points, or two neighbours are equal.</exception>
    public static TPoint[] Open<TPoint>(ReadOnlySpan<TPoint> controls, int samplesPerSpan)
        where TPoint : struct, IPlanePoint<TPoint>
    {
        RequireControls(controls.Length, 2, nameof(controls));
        Ensure.Positive(samplesPerSpan);
        int spans = controls.Length - 1;
        var points = new TPoint[(spans * samplesPerSpan) + 1];
        for (int i = 0; i < spans; i++)
        {
            // The curve is extended by reflection at its ends, so that it does not bend there.
            TPoint before = i > 0 ? controls[i - 1] : Reflected(controls[0], controls[1]);
            TPoint after = i + 2 <= spans ? controls[i + 2] : Reflected(controls[^1], controls[^2]);
            Sample(before, controls[i], controls[i + 1], after, points.AsSpan(i * samplesPerSpan, samplesPerSpan));
        }

        points[^1] = controls[^1];
        return points;
    }

    private static TPoint Reflected<TPoint>(TPoint centre, TPoint point)
        where TPoint : struct, IPlanePoint<TPoint> => TPoint.At((2 * centre.X) - point.X, (2 * centre.Y) - point.Y);

    /// <summary>Samples the span from p1 (inclusive) to p2 (exclusive) by the Barry–Goldman pyramid.</summary>
    private static void Sample<TPoint>(TPoint p0, TPoint p1, TPoint p2, TPoint p3, Span<TPoint> samples)
        where TPoint : struct, IPlanePoint<TPoint>
    {
        double t1 = Knot(p0, p1);
        double t2 = t1 + Knot(p1, p2);
        double t3 = t2 + Knot(p2, p3);
        samples[0] = p1;
        for (int k = 1; k < samples.Length; k++)
        {
            double t = t1 + ((t2 - t1) * k / samples.Length);
            TPoint a1 = Blend(p0, p1, t / t1);
            TPoint a2 = Blend(p1, p2, (t - t1) / (t2 - t1));
            TPoint a3 = Blend(p2, p3, (t - t2) / (t3 - t2));
            TPoint b1 = Blend(a1, a2, t / t2);
            TPoint b2 = Blend(a2, a3, (t - t1) / (t3 - t1));
            samples[k] = Blend(b1, b2, (t - t1) / (t2 - t1));
        }
    }

    /// <summary>Centripetal knot interval: the square root of the distance.</summary>
    private static double Knot<TPoint>(TPoint a, TPoint b)
        where TPoint : struct, IPlanePoint<TPoint>
    {
        double distance = Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
        return distance > 0
            ? Math.Sqrt(distance)
            : throw new ArgumentException($"expected neighbouring control points to differ, got {a} twice", nameof(b));
    }

    private static TPoint Blend<TPoint>(TPoint a, TPoint b, double t)
        where TPoint : struct, IPlanePoint<TPoint> => TPoint.At(a.X + ((b.X - a.X) * t), a.Y + ((b.Y - a.Y) * t));

    private static void RequireControls(int actual, int expected, string name)
    {
        if (actual < expected)
        {
            throw new ArgumentException($"expected {expected} or more control points, got {actual}", name);
        }
    }
}
