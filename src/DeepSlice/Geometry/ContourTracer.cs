namespace DeepSlice.Geometry;

/// <summary>Traces the border of a region along pixel edges.</summary>
internal static class ContourTracer
{
    // Steps right, down, left, up; adding 1 turns right.
    private static readonly int[] StepX = [1, 0, -1, 0];
    private static readonly int[] StepY = [0, 1, 0, -1];

    /// <summary>Traces all pixels that have a given value.</summary>
    /// <param name="raster">Any raster.</param>
    /// <param name="value">Value of the pixels to outline.</param>
    /// <returns>
    /// The rings, or null if no pixel has the value. Outer borders run clockwise on screen, holes counter-clockwise. Every ring
    /// is a simple rectilinear polygon with vertices at corners only; rings may meet at a corner but never cross or share an edge.
    /// Filling the outline by either rule gives exactly the same pixels.
    /// </returns>
    public static Outline<BinnedPoint>? Trace(Raster<byte> raster, byte value)
    {
        ArgumentNullException.ThrowIfNull(raster);
        var rings = new List<Polygon<BinnedPoint>>();
        var tracedTops = new Raster<bool>(raster.Size);
        for (int y = 0; y < raster.Height; y++)
        {
            ReadOnlySpan<byte> row = raster.Row(y);
            ReadOnlySpan<bool> traced = tracedTops.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                // Every ring has an upper edge, and the first one in reading order starts at a corner.
                if (row[x] == value && !traced[x] && !IsInside(raster, value, x, y - 1))
                {
                    TraceRing(raster, value, x, y, tracedTops, rings);
                }
            }
        }

        return rings.Count == 0 ? null : new Outline<BinnedPoint>(rings);
    }

    private static void TraceRing(Raster<byte> raster, byte value, int startX, int startY, Raster<bool> tracedTops, List<Polygon<BinnedPoint>> rings)
    {
        var corners = new List<BinnedPoint> { new(startX, startY) };
        var saddles = new Dictionary<(int X, int Y), int>();
        if (IsInside(raster, value, startX - 1, startY - 1) && !IsInside(raster, value, startX - 1, startY))
        {
            saddles.Add((startX, startY), 0);
        }

        int x = startX;
        int y = startY;
        int direction = 0;
        while (true)
        {
            if (direction == 0)
            {
                tracedTops[x, y] = true;
            }

            x += StepX[direction];
            y += StepY[direction];
            (bool aheadLeft, bool aheadRight) = Ahead(raster, value, x, y, direction);
            int turn = !aheadRight ? 1 : aheadLeft ? 3 : 0;
            direction = (direction + turn) & 3;
            if (x == startX && y == startY && direction == 0)
            {
                rings.Add(new Polygon<BinnedPoint>(corners));
                return;
            }

            if (turn != 0)
            {
                AddCorner(x, y, isSaddle: aheadLeft && !aheadRight, corners, saddles, rings);
            }
        }
    }

    /// <summary>Adds a corner; if the ring returns to an earlier vertex, splits the loop between them off as a separate ring.</summary>
    private static void AddCorner(
        int x, int y, bool isSaddle, List<BinnedPoint> corners, Dictionary<(int X, int Y), int> saddles, List<Polygon<BinnedPoint>> rings)
    {
        if (!isSaddle)
        {
            corners.Add(new BinnedPoint(x, y));
            return;
        }

        if (!saddles.TryGetValue((x, y), out int passed))
        {
            saddles.Add((x, y), corners.Count);
            corners.Add(new BinnedPoint(x, y));
            return;
        }

        for (int i = passed + 1; i < corners.Count; i++)
        {
            saddles.Remove(((int)corners[i].X, (int)corners[i].Y));
        }

        rings.Add(new Polygon<BinnedPoint>(corners.GetRange(passed, corners.Count - passed)));
        corners.RemoveRange(passed + 1, corners.Count - passed - 1);
    }

    /// <summary>The two pixels ahead of a vertex, left and right of the direction of travel.</summary>
    private static (bool Left, bool Right) Ahead(Raster<byte> raster, byte value, int x, int y, int direction) => direction switch
    {
        0 => (IsInside(raster, value, x, y - 1), IsInside(raster, value, x, y)),
        1 => (IsInside(raster, value, x, y), IsInside(raster, value, x - 1, y)),
        2 => (IsInside(raster, value, x - 1, y), IsInside(raster, value, x - 1, y - 1)),
        _ => (IsInside(raster, value, x - 1, y - 1), IsInside(raster, value, x, y - 1)),
    };

    private static bool IsInside(Raster<byte> raster, byte value, int x, int y) => raster.Contains(x, y) && raster[x, y] == value;
}
