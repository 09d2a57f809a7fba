namespace DeepSlice.Geometry;

/// <summary>Traces the border of a region of a label map as a smooth curve that encloses exactly the same pixel centres.</summary>
/// <remarks>
/// The vertices are the points where the border crosses the lines between the centres of neighbouring pixels: one for each edge between two pixels of different
/// labels. <see cref="BorderRelaxation"/> moves each along its line, so it never passes a centre, and the curve between two of them stays in the square of
/// four centres. Where three or more labels, or four pixels like a chessboard, or the frame of the map meet, the corner of the pixels is a vertex, too. A
/// point depends only on the border between two such corners, so two regions that share a border have the same points there: no gap and no overlap.
/// </remarks>
internal static class SmoothContour
{
    /// <summary>Vertices are at multiples of 1/256 working pixel, so that their coordinates are exact in 32-bit floating point.</summary>
    private const int Grid = 256;

    // Steps right, down, left, up; the inside is to the right of a step, which is the direction after it.
    private static readonly int[] StepX = [1, 0, -1, 0];
    private static readonly int[] StepY = [0, 1, 0, -1];

    /// <summary>Traces all pixels of one label.</summary>
    /// <param name="labels">A label map.</param>
    /// <param name="value">Label of the pixels to outline.</param>
    /// <returns>
    /// The rings, directed as of <see cref="ContourTracer.Trace"/>, or null if no pixel has the label. Filled by pixel centres they give exactly the same
    /// pixels. No point is farther than half a pixel from the pixels' border, no point of that border is farther than half a pixel from the curve, and
    /// areas are those of the pixels but for corners that cannot be made up for.
    /// </returns>
    public static Outline<BinnedPoint>? Trace(Raster<byte> labels, byte value) =>
        ContourTracer.Trace(labels, value) is { } stairs ? new Outline<BinnedPoint>(stairs.Rings.Select(ring => Smooth(labels, ring.Vertices))) : null;

    private static Polygon<BinnedPoint> Smooth(Raster<byte> labels, BinnedPoint[] corners)
    {
        (int[] xs, int[] ys, byte[] directions) = Steps(corners);
        var turns = new BorderTurn[directions.Length];
        for (int i = 0; i < turns.Length; i++)
        {
            int before = directions[i == 0 ? directions.Length - 1 : i - 1];
            turns[i] = IsJunction(labels, xs[i], ys[i]) ? BorderTurn.Junction : (BorderTurn)((directions[i] - before) & 3);
        }

        int[] inward = new BorderRelaxation(turns).Run();
        var points = new List<(int X, int Y)>(directions.Length + 8);
        for (int i = 0; i < directions.Length; i++)
        {
            if (turns[i] == BorderTurn.Junction)
            {
                Add(points, (xs[i] * Grid, ys[i] * Grid));
            }

            int offset = inward[i] / (BorderRelaxation.Unit / Grid);
            int along = directions[i];
            int across = (along + 1) & 3;
            Add(points, (
                (xs[i] * Grid) + (StepX[along] * (Grid / 2)) + (StepX[across] * offset),
                (ys[i] * Grid) + (StepY[along] * (Grid / 2)) + (StepY[across] * offset)));
        }

        // The first point again, so that the last one is left out if it lies between its neighbours.
        Add(points, points[0]);
        points.RemoveAt(points.Count - 1);
        return new Polygon<BinnedPoint>(points.Select(point => new BinnedPoint((double)point.X / Grid, (double)point.Y / Grid)));
    }

    /// <summary>The pixel edges of a ring: where each begins, and its direction.</summary>
    private static (int[] Xs, int[] Ys, byte[] Directions) Steps(BinnedPoint[] corners)
    {
        List<int> xs = [];
        List<int> ys = [];
        List<byte> directions = [];
        for (int i = 0; i < corners.Length; i++)
        {
            (int x, int y) = ((int)corners[i].X, (int)corners[i].Y);
            BinnedPoint end = corners[i + 1 == corners.Length ? 0 : i + 1];
            (int dx, int dy) = ((int)end.X - x, (int)end.Y - y);
            byte direction = (byte)(dx > 0 ? 0 : dy > 0 ? 1 : dx < 0 ? 2 : 3);
            for (int step = 0; step < Math.Abs(dx) + Math.Abs(dy); step++)
            {
                xs.Add(x + (StepX[direction] * step));
                ys.Add(y + (StepY[direction] * step));
                directions.Add(direction);
            }
        }

        return ([.. xs], [.. ys], [.. directions]);
    }

    /// <summary>Whether more than one border meets at a corner of pixels.</summary>
    private static bool IsJunction(Raster<byte> labels, int x, int y)
    {
        if (x == 0 || y == 0 || x == labels.Width || y == labels.Height)
        {
            return true;
        }

        ReadOnlySpan<byte> above = labels.Row(y - 1).Slice(x - 1, 2);
        ReadOnlySpan<byte> below = labels.Row(y).Slice(x - 1, 2);
        int changes = (above[0] != above[1] ? 1 : 0) + (above[1] != below[1] ? 1 : 0) + (below[1] != below[0] ? 1 : 0) + (below[0] != above[0] ? 1 : 0);
        return changes > 2;
    }

    /// <summary>Adds a point; one that lies on the straight line between its neighbours is left out.</summary>
    private static void Add(List<(int X, int Y)> points, (int X, int Y) point)
    {
        if (points.Count > 1)
        {
            (int X, int Y) middle = points[^1];
            (int X, int Y) first = points[^2];
            if ((long)(middle.X - first.X) * (point.Y - middle.Y) == (long)(middle.Y - first.Y) * (point.X - middle.X))
            {
                points.RemoveAt(points.Count - 1);
            }
        }

        points.Add(point);
    }
}
