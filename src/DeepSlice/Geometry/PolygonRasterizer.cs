namespace DeepSlice.Geometry;

/// <summary>Fills outlines into rasters by the even-odd rule.</summary>
public static class PolygonRasterizer
{
    /// <summary>Sets every pixel of an outline to a value; the other pixels keep theirs, and parts outside the raster are cut off.</summary>
    /// <param name="outline">Rings in working pixels.</param>
    /// <param name="rule">Which pixels belong to the outline.</param>
    /// <param name="target">Raster that is painted on.</param>
    /// <param name="value">The value painted.</param>
    /// <remarks>Time is proportional to the vertices, the rows they span and the pixels painted.</remarks>
    public static void Fill(Outline<BinnedPoint> outline, RasterRule rule, Raster<byte> target, byte value)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(target);
        if (rule is not (RasterRule.PixelCentre or RasterRule.EveryTouchedPixel))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), $"found {rule}, allowed are PixelCentre and EveryTouchedPixel");
        }

        FillCentres(outline, target, value);
        if (rule == RasterRule.EveryTouchedPixel)
        {
            // A pixel no edge enters lies wholly inside or outside, so its centre has decided; the others are touched.
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

    private static void FillCentres(Outline<BinnedPoint> outline, Raster<byte> target, byte value)
    {
        int[] ends = new int[target.Height];
        CountCrossings(outline, target.Height, ends);
        int total = 0;
        for (int y = 0; y < ends.Length; y++)
        {
            (ends[y], total) = (total, checked(total + ends[y]));
        }

        double[] crossings = new double[total];
        CollectCrossings(outline, target.Height, ends, crossings);
        int start = 0;
        for (int y = 0; y < ends.Length; y++)
        {
            Span<double> row = crossings.AsSpan(start, ends[y] - start);
            row.Sort();
            for (int k = 0; k + 1 < row.Length; k += 2)
            {
                int left = ClampedCeiling(row[k] - 0.5, target.Width);
                int right = ClampedCeiling(row[k + 1] - 0.5, target.Width);
                target.Row(y)[left..right].Fill(value);
            }

            start = ends[y];
        }
    }

    private static void CountCrossings(Outline<BinnedPoint> outline, int height, int[] counts)
    {
        foreach (Polygon<BinnedPoint> ring in outline.Rings)
        {
            BinnedPoint from = ring.Vertices[^1];
            foreach (BinnedPoint to in ring.Vertices)
            {
                (int first, int end) = CentreRows(Math.Min(from.Y, to.Y), Math.Max(from.Y, to.Y), height);
                for (int y = first; y < end; y++)
                {
                    counts[y]++;
                }

                from = to;
            }
        }
    }

    private static void CollectCrossings(Outline<BinnedPoint> outline, int height, int[] next, double[] crossings)
    {
        foreach (Polygon<BinnedPoint> ring in outline.Rings)
        {
            BinnedPoint from = ring.Vertices[^1];
            foreach (BinnedPoint to in ring.Vertices)
            {
                (BinnedPoint upper, BinnedPoint lower) = from.Y <= to.Y ? (from, to) : (to, from);
                (int first, int end) = CentreRows(upper.Y, lower.Y, height);
                for (int y = first; y < end; y++)
                {
                    crossings[next[y]++] = CrossingAt(upper, lower, y + 0.5);
                }

                from = to;
            }
        }
    }

    /// <summary>Rows whose centre line y + ½ lies in [top, bottom).</summary>
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

    /// <summary>Touches the pixels of one row that a piece of an edge passes through; a level piece on a grid line passes through none.</summary>
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

    /// <summary>X of an edge at a height; multiplied before divided, which is exact for coordinates in small binary fractions.</summary>
    private static double CrossingAt(BinnedPoint upper, BinnedPoint lower, double y)
    {
        double x = upper.X + ((y - upper.Y) * (lower.X - upper.X) / (lower.Y - upper.Y));
        return Math.Clamp(x, Math.Min(upper.X, lower.X), Math.Max(upper.X, lower.X));
    }

    private static int ClampedCeiling(double value, int maximum) => (int)Math.Clamp(Math.Ceiling(value), 0, maximum);

    private static int ClampedFloor(double value, int maximum) => (int)Math.Clamp(Math.Floor(value), 0, maximum);
}
