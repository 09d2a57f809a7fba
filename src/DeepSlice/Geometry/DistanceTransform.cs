using System.Numerics;
using System.Runtime.InteropServices;

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
/// <para>Holds its working memory, so that repeated calls allocate nothing per pixel or row. Not thread-safe: give each thread one of its own.</para>
/// </remarks>
public sealed class DistanceTransform
{
    // Rows that no column reaches: farther away than any row, and far from overflowing when rows are subtracted.
    private const int NoneAbove = int.MinValue / 4;
    private const int NoneBelow = int.MaxValue / 4;

    // Columns swept down and up again before the next ones: what the way down wrote is then still in the processor's cache.
    private const int ColumnBlock = 128;

    // Row of the nearest set pixel in the same column, outside the grid where the column has none.
    private readonly Raster<int> _columnRow;
    private readonly int[] _below;
    private LowerEnvelope[] _envelopes;

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
        _envelopes = [new LowerEnvelope(size, spacing)];
    }

    /// <summary>Columns and rows of the grids.</summary>
    public RasterSize Size { get; }

    /// <summary>Distance between neighbouring pixels.</summary>
    public PixelSpacing Spacing { get; }

    /// <summary>Distances are clipped at this, and nothing as far away as this is nearest; saves time where it is small.</summary>
    /// <value>Greater than 0, in the unit of the spacing. The default is +∞.</value>
    public double Limit { get; init => field = Ensure.Positive(value, nameof(Limit)); } = double.PositiveInfinity;

    /// <summary>Threads that share one measurement, by columns and then by rows; the result does not depend on it.</summary>
    /// <value>1 … 1024. The default is 1: many measurements are better done at the same time by a transform each.</value>
    public int Threads
    {
        get;
        init
        {
            field = Ensure.InRange(value, 1, 1024, nameof(Threads));
            _envelopes = [.. Enumerable.Range(0, field).Select(_ => new LowerEnvelope(Size, Spacing))];
        }
    } = 1;

    /// <summary>Measures every pixel's distance to a set.</summary>
    /// <param name="set">True for the pixels of the set.</param>
    /// <param name="distance">Receives each pixel's distance in the unit of the spacing; 0 on the set.</param>
    /// <param name="nearest">Receives the row-major index of each pixel's nearest set pixel, which is the pixel itself on the set; −1 where none is nearer than <see cref="Limit"/>; may be null.</param>
    /// <param name="where">True for the pixels to measure, null for all. The others are left as they are; rows without any cost little.</param>
    /// <returns>False where the set is empty; all distances are then <see cref="Limit"/> and all indices −1.</returns>
    /// <exception cref="ArgumentException">A raster's size is not <see cref="Size"/>.</exception>
    public bool Measure(Raster<bool> set, Raster<double> distance, Raster<int>? nearest = null, Raster<bool>? where = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(distance);
        RequireSize(set.Size, nameof(set));
        RequireSize(distance.Size, nameof(distance));
        RequireSize(nearest?.Size ?? Size, nameof(nearest));
        RequireSize(where?.Size ?? Size, nameof(where));

        if (Threads == 1)
        {
            SweepColumns(set, 0, Size.Width);
            MeasureRows(_envelopes[0], 0, Size.Height, distance, nearest, where);
        }
        else
        {
            Parallel.For(0, Threads, part => SweepColumns(set, Share(Size.Width, part), Share(Size.Width, part + 1)));
            Parallel.For(0, Threads, part =>
                MeasureRows(_envelopes[part], Share(Size.Height, part), Share(Size.Height, part + 1), distance, nearest, where));
        }

        // A column's nearest row is the same question for each of its pixels, so one row tells whether there is a set.
        return _columnRow.Row(0).ContainsAnyInRange(0, Size.Height - 1);
    }

    private int Share(int count, int part) => (int)((long)count * part / Threads);

    private void RequireSize(RasterSize found, string name)
    {
        if (found != Size)
        {
            throw new ArgumentException($"found a raster of {found}, this transform is for {Size}", name);
        }
    }

    private void SweepColumns(Raster<bool> set, int start, int end)
    {
        for (int block = start; block < end; block += ColumnBlock)
        {
            SweepBlock(set, block, Math.Min(end, block + ColumnBlock));
        }
    }

    private void SweepBlock(Raster<bool> set, int start, int end)
    {
        Span<int> running = _below.AsSpan(start, end - start);
        running.Fill(NoneAbove);
        for (int y = 0; y < Size.Height; y++)
        {
            Advance(set.Row(y)[start..end], y, running);
            running.CopyTo(_columnRow.Row(y)[start..end]);
        }

        running.Fill(NoneBelow);
        for (int y = Size.Height - 1; y >= 0; y--)
        {
            Advance(set.Row(y)[start..end], y, running);
            TakeNearer(y, running, _columnRow.Row(y)[start..end]);
        }
    }

    /// <summary>Sets the row of the columns that have a set pixel in it.</summary>
    private static void Advance(ReadOnlySpan<bool> inSet, int y, Span<int> rows)
    {
        ReadOnlySpan<byte> marks = MemoryMarshal.AsBytes(inSet);
        int x = 0;
        var row = new Vector<int>(y);
        for (; x <= rows.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(marks[x..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            Mark(first, row, rows[x..]);
            Mark(second, row, rows[(x + Vector<int>.Count)..]);
            Mark(third, row, rows[(x + (2 * Vector<int>.Count))..]);
            Mark(fourth, row, rows[(x + (3 * Vector<int>.Count))..]);
        }

        for (; x < rows.Length; x++)
        {
            rows[x] = inSet[x] ? y : rows[x];
        }
    }

    private static void Mark(Vector<uint> marks, Vector<int> row, Span<int> rows) =>
        Vector.ConditionalSelect(Vector.AsVectorInt32(Vector.Equals(marks, Vector<uint>.Zero)), new Vector<int>(rows), row).CopyTo(rows);

    /// <summary>Replaces the nearest row above by the nearest one below only where that is strictly nearer: at equal distance the smaller row counts.</summary>
    private static void TakeNearer(int y, ReadOnlySpan<int> below, Span<int> rows)
    {
        int x = 0;
        var twice = new Vector<int>(2 * y);
        for (; x <= rows.Length - Vector<int>.Count; x += Vector<int>.Count)
        {
            var above = new Vector<int>(rows[x..]);
            var under = new Vector<int>(below[x..]);
            Vector.ConditionalSelect(Vector.LessThan(above + under, twice), under, above).CopyTo(rows[x..]);
        }

        for (; x < rows.Length; x++)
        {
            rows[x] = below[x] + rows[x] < 2 * y ? below[x] : rows[x];
        }
    }

    private void MeasureRows(LowerEnvelope envelope, int start, int end, Raster<double> distance, Raster<int>? nearest, Raster<bool>? where)
    {
        double squaredLimit = Limit * Limit;
        var search = new RowSearch(Size, Spacing, Limit);
        for (int y = start; y < end; y++)
        {
            ReadOnlySpan<bool> asked = where is null ? [] : where.Row(y);
            if (where is not null && !asked.Contains(true))
            {
                continue;
            }

            ReadOnlySpan<int> rows = _columnRow.Row(y);
            Span<int> indices = nearest is null ? [] : nearest.Row(y);
            if (search.IsShort(y, rows, asked))
            {
                search.Read(y, rows, distance.Row(y), indices, asked);
            }
            else if (envelope.Build(y, rows, squaredLimit))
            {
                envelope.Read(y, rows, Limit, distance.Row(y), indices, asked);
            }
            else
            {
                Clear(distance.Row(y), indices, asked);
            }
        }
    }

    /// <summary>A row that nothing is near to.</summary>
    private void Clear(Span<double> distance, Span<int> nearest, ReadOnlySpan<bool> where)
    {
        for (int x = 0; x < distance.Length; x++)
        {
            if (where.IsEmpty || where[x])
            {
                distance[x] = Limit;
                if (!nearest.IsEmpty)
                {
                    nearest[x] = -1;
                }
            }
        }
    }
}
