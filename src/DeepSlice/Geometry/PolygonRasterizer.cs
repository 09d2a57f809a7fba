namespace DeepSlice.Geometry;

/// <summary>Fills outlines into rasters by the even-odd rule.</summary>
internal static class PolygonRasterizer
{
    /// <summary>Sets every pixel of an outline to a value. Other pixels are unchanged; parts outside the raster are clipped.</summary>
    /// <param name="outline">Rings in working pixels.</param>
    /// <param name="rule">Which pixels belong to the outline.</param>
    /// <param name="target">Raster to paint on.</param>
    /// <param name="value">Value to paint.</param>
    /// <remarks>Time is proportional to the vertices, the rows their edges span and the pixels of the bounding box; memory to the bounding box.</remarks>
    public static void Fill(Outline<BinnedPoint> outline, RasterRule rule, Raster<byte> target, byte value)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(target);
        if (rule is not (RasterRule.PixelCentre or RasterRule.EveryTouchedPixel))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), $"expected PixelCentre or EveryTouchedPixel, got {rule}");
        }

        FillCentres(outline, target, value);
        if (rule == RasterRule.EveryTouchedPixel)
        {
            // A pixel that no edge enters is entirely inside or outside, so its centre decides; the others are touched.
            foreach (Polygon<BinnedPoint> ring in outline.Rings)
            {
                BinnedPoint from = ring.Vertices[^1];
                foreach (BinnedPoint to in ring.Vertices)
                {
                    TouchEdge(from, to, target, value);
                    from = to;
                }
            }
        }
    }

    // A pixel is inside if an odd number of edges crosses the centre line of its row to the left of its centre. The pixels where this
    // changes are marked in a raster of the bounding box, so memory does not depend on the edges or the rows they span.
    private static void FillCentres(Outline<BinnedPoint> outline, Raster<byte> target, byte value)
    {
        (int left, int top, int right, int bottom) = CentreBounds(outline, target.Size);
        if (left == right || top == bottom)
        {
            return;
        }

        var changes = new Raster<byte>(right - left, bottom - top);
        MarkChanges(outline, left, top, changes);
        for (int y = 0; y < changes.Height; y++)
        {
            Span<byte> row = changes.Row(y);
            Span<byte> painted = target.Row(top + y).Slice(left, row.Length);
            int parity = 0;
            for (int x = 0; x < row.Length; x++)
            {
                parity ^= row[x];
                if (parity != 0)
                {
                    painted[x] = value;
                }
            }
        }
    }

    /// <summary>Bounds of the pixels whose centres the outline may enclose; right and bottom are exclusive.</summary>
    private static (int Left, int Top, int Right, int Bottom) CentreBounds(Outline<BinnedPoint> outline, RasterSize size)
    {
        (double left, double top, double right, double bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (Polygon<BinnedPoint> ring in outline.Rings)
        {
            foreach (BinnedPoint vertex in ring.Vertices)
            {
                (left, right) = (Math.Min(left, vertex.X), Math.Max(right, vertex.X));
                (top, bottom) = (Math.Min(top, vertex.Y), Math.Max(bottom, vertex.Y));
            }
        }

        (int first, int end) = CentreRows(top, bottom, size.Height);
        return (ClampedCeiling(left - 0.5, size.Width), first, ClampedCeiling(right - 0.5, size.Width), end);
    }

    private static void MarkChanges(Outline<BinnedPoint> outline, int left, int top, Raster<byte> changes)
    {
        foreach (Polygon<BinnedPoint> ring in outline.Rings)
        {
            BinnedPoint from = ring.Vertices[^1];
            foreach (BinnedPoint to in ring.Vertices)
            {
                (BinnedPoint upper, BinnedPoint lower) = from.Y <= to.Y ? (from, to) : (to, from);
                (int first, int end) = CentreRows(upper.Y, lower.Y, top + changes.Height);
                for (int y = first; y < end; y++)
                {
                    int x = ClampedCeiling(CrossingAt(upper, lower, y + 0.5) - 0.5, left + changes.Width) - left;
                    if (x < changes.Width)
                    {
                        changes.Row(y - top)[x] ^= 1;
                    }
                }

                from = to;
            }
        }
    }

    /// <summary>Rows whose centre line y + ½ is in [top, bottom).</summary>
    private static (int First, int End) CentreRows(double top, double bottom, int height) =>
        (ClampedCeiling(top - 0.5, height), ClampedCeiling(bottom - 0.5, height));

    private static void TouchEdge(BinnedPoint from, BinnedPoint to, Raster<byte> target, byte value)
    {
        (BinnedPoint upper, BinnedPoint lower) = from.Y <= to.Y ? (from, to) : (to, from);
        int first = ClampedFloor(upper.Y, target.Height);
        int end = ClampedCeiling(lower.Y, target.Height);
        if (upper.Y == lower.Y)
        {
            TouchRow(first, upper.Y, upper.X, lower.X, target, value);
            return;
        }

        for (int y = first; y < end; y++)
        {
            double a = upper.Y >= y ? upper.X : CrossingAt(upper, lower, y);
            double b = lower.Y <= y + 1 ? lower.X : CrossingAt(upper, lower, y + 1);
            TouchRow(y, double.NaN, a, b, target, value);
        }
    }

    /// <summary>Marks the pixels of one row that part of an edge passes through; a horizontal part on a grid line passes through none.</summary>
    private static void TouchRow(int y, double levelY, double a, double b, Raster<byte> target, byte value)
    {
        if ((uint)y >= (uint)target.Height || levelY < 0 || levelY == Math.Floor(levelY))
        {
            return;
        }

        double left = Math.Min(a, b);
        double right = Math.Max(a, b);
        int first = ClampedFloor(left, target.Width);
        int end = ClampedCeiling(right, target.Width);
        if (first < end)
        {
            target.Row(y)[first..end].Fill(value);
        }
    }

    /// <summary>X of an edge at a given y; multiplies before dividing, which is exact for coordinates that are small binary fractions.</summary>
    private static double CrossingAt(BinnedPoint upper, BinnedPoint lower, double y)
    {
        double x = upper.X + ((y - upper.Y) * (lower.X - upper.X) / (lower.Y - upper.Y));
        return Math.Clamp(x, Math.Min(upper.X, lower.X), Math.Max(upper.X, lower.X));
    }

    private static int ClampedCeiling(double value, int maximum) => (int)Math.Clamp(Math.Ceiling(value), 0, maximum);

    private static int ClampedFloor(double value, int maximum) => (int)Math.Clamp(Math.Floor(value), 0, maximum);
}
