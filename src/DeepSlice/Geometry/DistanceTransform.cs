using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepSlice.Geometry;

/// <summary>Exact Euclidean distance from every pixel of a grid to the nearest pixel of a set, and the index of that pixel.</summary>
/// <remarks>
/// <para>
/// Two separable passes, linear in the number of pixels: the nearest set pixel in each column, then the lower envelope of one parabola per
/// column along each row (Felzenszwalb and Huttenlocher 2012, doi:10.4086/toc.2012.v008a019). Distances are between pixel centres.
/// Squared distances are sums of two squares in double precision, so they are exact integers for <see cref="PixelSpacing.Unit"/>.
/// </para>
/// <para>
/// Of set pixels at equal distance, the one with the smallest row-major index counts as nearest.
/// </para>
/// <para>Owns its work buffers, so repeated calls allocate nothing per pixel or row. Not thread-safe: use one per thread.</para>
/// </remarks>
internal sealed class DistanceTransform
{
    // Value for "no set pixel in this column": farther than any row, without overflow when rows are subtracted.
    private const int NoneAbove = int.MinValue / 4;
    private const int NoneBelow = int.MaxValue / 4;

    // Columns swept down and up together, so that what the downward sweep wrote is still in the processor's cache.
    private const int ColumnBlock = 128;

    // Row of the nearest set pixel in the same column; outside the grid if the column has none.
    private readonly Raster<int> _columnRow;
    private readonly int[] _below;
    private LowerEnvelope[] _envelopes;

    /// <summary>Creates a transform for grids of one size.</summary>
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

    /// <summary>Size of the grids.</summary>
    public RasterSize Size { get; }

    /// <summary>Distance between neighbouring pixels.</summary>
    public PixelSpacing Spacing { get; }

    /// <summary>Distances are clipped here, and pixels at this distance or farther have no nearest pixel. A small limit saves time.</summary>
    /// <value>Greater than 0, in the unit of the spacing. Default: +∞.</value>
    public double Limit { get; init => field = Ensure.Positive(value, nameof(Limit)); } = double.PositiveInfinity;

    /// <summary>Threads per call, over columns and then over rows. The result does not depend on it.</summary>
    /// <value>1 … 1024. Default: 1. To measure many grids in parallel, use one transform per thread.</value>
    public int Threads
    {
        get;
        init
        {
            field = Ensure.InRange(value, 1, 1024, nameof(Threads));
            _envelopes = [.. Enumerable.Range(0, field).Select(_ => new LowerEnvelope(Size, Spacing))];
        }
    } = 1;

    /// <summary>Computes the distance of every pixel to a set.</summary>
    /// <param name="set">True for the pixels of the set.</param>
    /// <param name="distance">Receives the distance of each pixel in the unit of the spacing; 0 on the set.</param>
    /// <param name="nearest">
    /// Receives the row-major index of the nearest set pixel of each pixel, the pixel itself on the set; −1 if none is nearer than <see cref="Limit"/>; may be null.
    /// </param>
    /// <param name="where">True for the pixels to measure, null for all. Other pixels are left unchanged; rows without any are nearly free.</param>
    /// <returns>False if the set is empty; all distances are then <see cref="Limit"/> and all indices −1.</returns>
    /// <exception cref="ArgumentException">The size of a raster is not <see cref="Size"/>.</exception>
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

        // If the set is not empty, some column has a nearest row, and it is the same for all pixels of the column: one row is enough.
        return _columnRow.Row(0).ContainsAnyInRange(0, Size.Height - 1);
    }

    private int Share(int count, int part) => (int)((long)count * part / Threads);

    private void RequireSize(RasterSize actual, string name)
    {
        if (actual != Size)
        {
            throw new ArgumentException($"expected a raster of {Size}, got {actual}", name);
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

    /// <summary>Sets the nearest row to y in columns that have a set pixel there.</summary>
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

    /// <summary>Replaces the nearest row above by the nearest row below where that is strictly nearer; at equal distance the smaller row wins.</summary>
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

    /// <summary>Fills a row for which no set pixel is within the limit.</summary>
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
