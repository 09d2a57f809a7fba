using System.Numerics.Tensors;

namespace DeepSlice.Geometry;

/// <summary>Exact Euclidean distance of every pixel of a grid to the nearest pixel of a set, and which pixel that is.</summary>
/// <remarks>
/// <para>
/// Two separable passes in time linear in the pixels: the nearest set pixel of each column, then the lower envelope of one parabola per
/// column along each row (Felzenszwalb and Huttenlocher 2012, doi:10.4086/toc.2012.v008a019). Distances are between pixel centres.
/// Squared distances are sums of two squares in double precision, hence exact whole numbers for <see cref="PixelSpacing.Unit"/>.
/// </para>
/// <para>
/// Of several equally near set pixels the one with the smallest row-major index is nearest.
/// </para>
/// <para>Holds its working memory, so that repeated calls allocate nothing. Not thread-safe: give each thread one of its own.</para>
/// </remarks>
public sealed class DistanceTransform
{
    private readonly double _squaredX;

    // 1 ÷ (2·spacing²·columns) by number of columns between two parabolas.
    private readonly double[] _reciprocal;
    private readonly double _slack;

    // Row of the nearest set pixel in the same column, −1 where the column has none.
    private readonly Raster<int> _columnRow;
    private readonly int[] _below;

    // The lower envelope of the current row, from left to right: column of each parabola, its squared distance at that column, its
    // constant term, and the column from which on it is the lowest.
    private readonly int[] _column;
    private readonly double[] _floor;
    private readonly double[] _constant;
    private readonly double[] _start;

    /// <summary>Makes a transform for grids of one size.</summary>
    /// <param name="size">Columns and rows, 1 or more each.</param>
    /// <param name="spacing">Distance between neighbouring pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side or a distance is not positive and finite.</exception>
    public DistanceTransform(RasterSize size, PixelSpacing spacing)
    {
        Ensure.InRange(spacing.X, double.Epsilon, double.MaxValue, nameof(spacing));
        Ensure.InRange(spacing.Y, double.Epsilon, double.MaxValue, nameof(spacing));
        Size = size;
        Spacing = spacing;
        _columnRow = new Raster<int>(size);
        _below = new int[size.Width];
        _column = new int[size.Width];
        _floor = new double[size.Width];
        _constant = new double[size.Width];
        _start = new double[size.Width + 1];
        _squaredX = spacing.X * spacing.X;
        _reciprocal = new double[size.Width];
        for (int columns = 1; columns < size.Width; columns++)
        {
            _reciprocal[columns] = 1 / (2 * _squaredX * columns);
        }

        // Bound on the rounding of an intersection, in columns. Parabolas this close to the envelope stay on it and are compared by
        // value, so that rounding decides neither a distance nor a tie.
        double ratio = spacing.Y / spacing.X;
        _slack = 16 * (Math.BitIncrement(1.0) - 1) * ((ratio * ratio * size.Height * size.Height) + ((double)size.Width * size.Width));
    }

    /// <summary>Columns and rows of the grids.</summary>
    public RasterSize Size { get; }

    /// <summary>Distance between neighbouring pixels.</summary>
    public PixelSpacing Spacing { get; }

    /// <summary>Measures every pixel's distance to a set.</summary>
    /// <param name="set">True for the pixels of the set.</param>
    /// <param name="distance">Receives each pixel's distance in the unit of the spacing; 0 on the set.</param>
    /// <param name="nearest">Receives the row-major index of each pixel's nearest set pixel, which is the pixel itself on the set; may be null.</param>
    /// <returns>False where the set is empty; all distances are then infinite and all indices −1.</returns>
    /// <exception cref="ArgumentException">A raster's size is not <see cref="Size"/>.</exception>
    public bool Measure(Raster<bool> set, Raster<double> distance, Raster<int>? nearest = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(distance);
        RequireSize(set.Size, nameof(set));
        RequireSize(distance.Size, nameof(distance));
        RequireSize(nearest?.Size ?? Size, nameof(nearest));

        if (!set.Pixels.Contains(true))
        {
            distance.Pixels.Fill(double.PositiveInfinity);
            if (nearest is not null)
            {
                nearest.Pixels.Fill(-1);
            }

            return false;
        }

        SweepDown(set);
        SweepUp(set);
        for (int y = 0; y < Size.Height; y++)
        {
            int last = BuildEnvelope(y);
            ReadEnvelope(y, last, distance.Row(y), nearest is null ? [] : nearest.Row(y));
        }

        TensorPrimitives.Sqrt(distance.Pixels, distance.Pixels);
        return true;
    }

    private void RequireSize(RasterSize found, string name)
    {
        if (found != Size)
        {
            throw new ArgumentException($"found a raster of {found}, this transform is for {Size}", name);
        }
    }

    private void SweepDown(Raster<bool> set)
    {
        ReadOnlySpan<int> above = [];
        for (int y = 0; y < Size.Height; y++)
        {
            ReadOnlySpan<bool> inSet = set.Row(y);
            Span<int> rows = _columnRow.Row(y);
            for (int x = 0; x < rows.Length; x++)
            {
                rows[x] = inSet[x] ? y : above.IsEmpty ? -1 : above[x];
            }

            above = rows;
        }
    }

    private void SweepUp(Raster<bool> set)
    {
        Span<int> below = _below;
        below.Fill(-1);
        for (int y = Size.Height - 1; y >= 0; y--)
        {
            ReadOnlySpan<bool> inSet = set.Row(y);
            Span<int> rows = _columnRow.Row(y);
            for (int x = 0; x < rows.Length; x++)
            {
                if (inSet[x])
                {
                    below[x] = y;
                }
                else if (below[x] >= 0 && (rows[x] < 0 || below[x] - y < y - rows[x]))
                {
                    // Only where strictly nearer: of a row above and one below at equal distance the smaller counts.
                    rows[x] = below[x];
                }
            }
        }
    }

    private int BuildEnvelope(int y)
    {
        ReadOnlySpan<int> rows = _columnRow.Row(y);
        int last = -1;
        for (int x = 0; x < rows.Length; x++)
        {
            if (rows[x] < 0)
            {
                continue;
            }

            double dy = (rows[x] - y) * Spacing.Y;
            double floor = dy * dy;
            double constant = floor + (_squaredX * x * x);
            double start = double.NegativeInfinity;
            while (last >= 0)
            {
                start = (constant - _constant[last]) * _reciprocal[x - _column[last]];
                if (start >= _start[last] - _slack)
                {
                    start = Math.Max(start, _start[last]);
                    break;
                }

                last--;
                start = double.NegativeInfinity;
            }

            last++;
            _column[last] = x;
            _floor[last] = floor;
            _constant[last] = constant;
            _start[last] = start;
        }

        return last;
    }

    private void ReadEnvelope(int y, int last, Span<double> squaredDistance, Span<int> nearest)
    {
        double slack = 2 * _slack;
        ReadOnlySpan<int> rows = _columnRow.Row(y);
        int current = 0;
        _start[last + 1] = double.PositiveInfinity;
        for (int x = 0; x < squaredDistance.Length; x++)
        {
            while (_start[current + 1] < x - slack)
            {
                current++;
            }

            int column = _column[current];
            double smallest = SquaredDistance(current, x);
            for (int other = current + 1; _start[other] <= x + slack; other++)
            {
                double candidate = SquaredDistance(other, x);
                int otherColumn = _column[other];

                // Columns grow along the envelope, so at equal distance and equal row the earlier one has the smaller index.
                if (candidate < smallest || (candidate == smallest && rows[otherColumn] < rows[column]))
                {
                    smallest = candidate;
                    column = otherColumn;
                }
            }

            squaredDistance[x] = smallest;
            if (!nearest.IsEmpty)
            {
                nearest[x] = (rows[column] * Size.Width) + column;
            }
        }
    }

    private double SquaredDistance(int parabola, int x)
    {
        double dx = (x - _column[parabola]) * Spacing.X;
        return _floor[parabola] + (dx * dx);
    }
}
