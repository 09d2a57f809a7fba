using DeepSlice.Geometry;

namespace DeepSlice.Metrics;

/// <summary>Distances between the borders of two pixel sets on one grid.</summary>
/// <remarks>
/// A border pixel is a pixel of the set with at least one of its four neighbours outside the set or the grid. Distances are between
/// pixel centres, in the unit of the spacing. Owns its work buffers; not thread-safe.
/// </remarks>
internal sealed class BorderDistance
{
    private readonly DistanceTransform _transform;
    private readonly Raster<bool> _firstBorder;
    private readonly Raster<bool> _secondBorder;
    private readonly Raster<double> _distance;
    private readonly double[] _gathered;

    /// <summary>Creates a measure for grids of one size.</summary>
    /// <param name="size">Columns and rows.</param>
    /// <param name="spacing">Distance between adjacent pixels.</param>
    public BorderDistance(RasterSize size, PixelSpacing spacing)
    {
        _transform = new DistanceTransform(size, spacing);
        _firstBorder = new Raster<bool>(size);
        _secondBorder = new Raster<bool>(size);
        _distance = new Raster<double>(size);
        _gathered = new double[size.PixelCount];
    }

    /// <summary>The 95 % Hausdorff distance: the larger of the two directed 95th percentiles.</summary>
    /// <remarks>
    /// A directed percentile is over the distances of all border pixels of one set to the nearest border pixel of the other,
    /// interpolated linearly between order statistics, like MONAI's HausdorffDistanceMetric with percentile 95.
    /// </remarks>
    /// <param name="first">First set.</param>
    /// <param name="second">Second set.</param>
    /// <returns>A distance in the unit of the spacing; the grid's diagonal if exactly one set is empty; 0 if both are.</returns>
    public double Hausdorff95(Raster<bool> first, Raster<bool> second)
    {
        bool hasFirst = MarkBorder(first, _firstBorder);
        bool hasSecond = MarkBorder(second, _secondBorder);
        if (!hasFirst || !hasSecond)
        {
            return hasFirst == hasSecond ? 0 : _transform.Spacing.Diagonal(_transform.Size);
        }

        return Math.Max(
            DirectedPercentile(_firstBorder, _secondBorder, 0.95),
            DirectedPercentile(_secondBorder, _firstBorder, 0.95));
    }

    private static bool MarkBorder(Raster<bool> set, Raster<bool> border)
    {
        bool any = false;
        for (int y = 0; y < set.Height; y++)
        {
            ReadOnlySpan<bool> row = set.Row(y);
            ReadOnlySpan<bool> above = y > 0 ? set.Row(y - 1) : [];
            ReadOnlySpan<bool> below = y + 1 < set.Height ? set.Row(y + 1) : [];
            Span<bool> marks = border.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                bool isInner = x > 0 && x + 1 < row.Length && !above.IsEmpty && !below.IsEmpty
                    && row[x - 1] && row[x + 1] && above[x] && below[x];
                marks[x] = row[x] && !isInner;
                any |= row[x];
            }
        }

        return any;
    }

    private double DirectedPercentile(Raster<bool> from, Raster<bool> to, double fraction)
    {
        _transform.Measure(to, _distance);
        ReadOnlySpan<bool> isFrom = from.Pixels;
        ReadOnlySpan<double> distance = _distance.Pixels;
        int count = 0;
        for (int i = 0; i < isFrom.Length; i++)
        {
            if (isFrom[i])
            {
                _gathered[count++] = distance[i];
            }
        }

        Span<double> sorted = _gathered.AsSpan(0, count);
        sorted.Sort();
        return Percentile.OfSorted(sorted, fraction);
    }
}
