namespace DeepSlice.Geometry;

/// <summary>Finds the nearest set pixel by searching left and right along the row; fast if few pixels are requested or all are near.</summary>
/// <remarks>
/// The search stops at the distance of the nearest set pixel so far, initially the one in the pixel's own column. <see cref="IsShort"/> bounds
/// the cost by the row length, so a <see cref="DistanceTransform"/> stays linear. Results equal those of <see cref="LowerEnvelope"/>.
/// </remarks>
internal readonly struct RowSearch(RasterSize size, PixelSpacing spacing, double limit)
{
    private readonly double _columnsPerRow = spacing.Y / spacing.X;
    private readonly double _mostColumns = Math.Min(size.Width, limit / spacing.X);
    private readonly double _squaredLimit = limit * limit;

    /// <summary>Whether the search would visit fewer columns than the row has.</summary>
    /// <param name="y">The row.</param>
    /// <param name="rows">Row of the nearest set pixel in each column; outside the grid if a column has none.</param>
    /// <param name="where">True for requested pixels; empty for all.</param>
    public bool IsShort(int y, ReadOnlySpan<int> rows, ReadOnlySpan<bool> where)
    {
        double columns = 0;
        for (int x = Next(0, where, rows.Length); x < rows.Length && columns < rows.Length; x = Next(x + 1, where, rows.Length))
        {
            columns += Math.Min(_mostColumns, Math.Abs((double)(rows[x] - y)) * _columnsPerRow);
        }

        return columns < rows.Length;
    }

    /// <summary>Finds the nearest set pixel of each requested pixel in a row.</summary>
    /// <param name="y">The row.</param>
    /// <param name="rows">The rows passed to <see cref="IsShort"/>.</param>
    /// <param name="distance">Receives the distances.</param>
    /// <param name="nearest">Receives row-major indices; may be empty.</param>
    /// <param name="where">True for requested pixels; empty for all.</param>
    public void Read(int y, ReadOnlySpan<int> rows, Span<double> distance, Span<int> nearest, ReadOnlySpan<bool> where)
    {
        for (int x = Next(0, where, rows.Length); x < rows.Length; x = Next(x + 1, where, rows.Length))
        {
            (int column, double smallest) = Nearest(x, y, rows);
            bool isNear = smallest < _squaredLimit;
            distance[x] = isNear ? Math.Sqrt(smallest) : limit;
            if (!nearest.IsEmpty)
            {
                nearest[x] = isNear ? (rows[column] * rows.Length) + column : -1;
            }
        }
    }

    /// <summary>The first requested column at or after x, or the row length.</summary>
    private static int Next(int x, ReadOnlySpan<bool> where, int width)
    {
        if (where.IsEmpty || x >= width || where[x])
        {
            return x;
        }

        int skipped = where[x..].IndexOf(true);
        return skipped < 0 ? width : x + skipped;
    }

    private (int Column, double SquaredDistance) Nearest(int x, int y, ReadOnlySpan<int> rows)
    {
        int column = x;
        double smallest = _squaredLimit;
        Look(x, x, y, rows, ref column, ref smallest);
        for (int step = 1; step < rows.Length; step++)
        {
            double dx = step * spacing.X;
            if (dx * dx > smallest)
            {
                break;
            }

            // Right first: at equal distance and equal row the left pixel has the smaller index.
            Look(x + step, x, y, rows, ref column, ref smallest);
            Look(x - step, x, y, rows, ref column, ref smallest);
        }

        return (column, smallest);
    }

    private void Look(int candidate, int x, int y, ReadOnlySpan<int> rows, ref int column, ref double smallest)
    {
        if (candidate < 0 || candidate >= rows.Length || rows[candidate] < 0 || rows[candidate] >= size.Height)
        {
            return;
        }

        double dx = (x - candidate) * spacing.X;
        double dy = (rows[candidate] - y) * spacing.Y;
        double squared = (dy * dy) + (dx * dx);
        bool isEarlier = rows[candidate] < rows[column] || (rows[candidate] == rows[column] && candidate < column);
        if (squared < smallest || (squared == smallest && isEarlier))
        {
            smallest = squared;
            column = candidate;
        }
    }
}
