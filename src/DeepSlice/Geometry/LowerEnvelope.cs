namespace DeepSlice.Geometry;

/// <summary>The lower envelope of one parabola per column along a row of pixels; gives the nearest set pixel of each pixel.</summary>
/// <remarks>Work buffers for one thread of a <see cref="DistanceTransform"/>.</remarks>
internal sealed class LowerEnvelope
{
    private readonly int _height;
    private readonly PixelSpacing _spacing;
    private readonly double _squaredX;

    // 1 ÷ (2·spacing²·columns), indexed by the number of columns between two parabolas.
    private readonly double[] _reciprocal;
    private readonly double _slack;

    // From left to right: column of each parabola, its squared distance in that column, its constant term, and the column from which
    // it is the lowest.
    private readonly int[] _column;
    private readonly double[] _floor;
    private readonly double[] _constant;
    private readonly double[] _start;
    private int _last;

    public LowerEnvelope(RasterSize size, PixelSpacing spacing)
    {
        _height = size.Height;
        _spacing = spacing;
        _squaredX = spacing.X * spacing.X;
        _column = new int[size.Width];
        _floor = new double[size.Width];
        _constant = new double[size.Width];
        _start = new double[size.Width + 1];
        _reciprocal = new double[size.Width];
        for (int columns = 1; columns < size.Width; columns++)
        {
            _reciprocal[columns] = 1 / (2 * _squaredX * columns);
        }

        // Bound on the rounding error of an intersection, in columns. Parabolas this close to the envelope are kept and compared by
        // value, so that rounding affects neither distances nor ties.
        double ratio = spacing.Y / spacing.X;
        _slack = 16 * (Math.BitIncrement(1.0) - 1) * ((ratio * ratio * size.Height * size.Height) + ((double)size.Width * size.Width));
    }

    /// <summary>Builds the envelope of a row.</summary>
    /// <param name="y">The row.</param>
    /// <param name="rows">Row of the nearest set pixel in each column; outside the grid if a column has none.</param>
    /// <param name="squaredLimit">Parabolas that are nowhere below this are left out.</param>
    /// <returns>False if there is no parabola.</returns>
    public bool Build(int y, ReadOnlySpan<int> rows, double squaredLimit)
    {
        _last = -1;
        for (int x = 0; x < rows.Length; x++)
        {
            int row = rows[x];
            if ((uint)row >= (uint)_height || (row == y && IsInsideRun(y, rows, x)))
            {
                continue;
            }

            double dy = (row - y) * _spacing.Y;
            if (dy * dy < squaredLimit)
            {
                Add(x, dy * dy);
            }
        }

        _start[_last + 1] = double.PositiveInfinity;
        return _last >= 0;
    }

    /// <summary>Finds the nearest set pixel of each requested pixel, in the row built last.</summary>
    /// <param name="y">The row.</param>
    /// <param name="rows">The rows passed to <see cref="Build"/>.</param>
    /// <param name="limit">Distances are clipped here; pixels at this distance have no nearest pixel.</param>
    /// <param name="distance">Receives the distances.</param>
    /// <param name="nearest">Receives row-major indices; may be empty.</param>
    /// <param name="where">True for requested pixels; empty for all.</param>
    public void Read(int y, ReadOnlySpan<int> rows, double limit, Span<double> distance, Span<int> nearest, ReadOnlySpan<bool> where)
    {
        double slack = 2 * _slack;
        double squaredLimit = limit * limit;
        int current = 0;
        for (int x = 0; x < distance.Length; x++)
        {
            if (!where.IsEmpty && !where[x])
            {
                continue;
            }

            int column = x;
            double smallest = 0;
            if (rows[x] != y)
            {
                while (_start[current + 1] < x - slack)
                {
                    current++;
                }

                (column, smallest) = Lowest(current, x, x + slack, rows);
            }

            bool isNear = smallest < squaredLimit;
            distance[x] = isNear ? Math.Sqrt(smallest) : limit;
            if (!nearest.IsEmpty)
            {
                nearest[x] = isNear ? (rows[column] * rows.Length) + column : -1;
            }
        }
    }

    // Whether both neighbours have a set pixel in the same row; if so, one of them is nearer to every other pixel of the row.
    private static bool IsInsideRun(int y, ReadOnlySpan<int> rows, int x) =>
        x > 0 && rows[x - 1] == y && x + 1 < rows.Length && rows[x + 1] == y;

    private void Add(int x, double floor)
    {
        double constant = floor + (_squaredX * x * x);
        double start = double.NegativeInfinity;
        while (_last >= 0)
        {
            start = (constant - _constant[_last]) * _reciprocal[x - _column[_last]];
            if (start >= _start[_last] - _slack)
            {
                start = Math.Max(start, _start[_last]);
                break;
            }

            _last--;
            start = double.NegativeInfinity;
        }

        _last++;
        _column[_last] = x;
        _floor[_last] = floor;
        _constant[_last] = constant;
        _start[_last] = start;
    }

    private (int Column, double SquaredDistance) Lowest(int parabola, int x, double end, ReadOnlySpan<int> rows)
    {
        int column = _column[parabola];
        double smallest = SquaredDistance(parabola, x);
        for (int other = parabola + 1; _start[other] <= end; other++)
        {
            double candidate = SquaredDistance(other, x);
            int otherColumn = _column[other];

            // Columns increase along the envelope, so at equal distance and equal row the earlier one has the smaller index.
            if (candidate < smallest || (candidate == smallest && rows[otherColumn] < rows[column]))
            {
                smallest = candidate;
                column = otherColumn;
            }
        }

        return (column, smallest);
    }

    private double SquaredDistance(int parabola, int x)
    {
        double dx = (x - _column[parabola]) * _spacing.X;
        return _floor[parabola] + (dx * dx);
    }
}
