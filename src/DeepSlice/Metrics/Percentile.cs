namespace DeepSlice.Metrics;

/// <summary>Percentiles of sorted numbers.</summary>
internal static class Percentile
{
    /// <summary>A percentile, interpolated linearly between order statistics.</summary>
    /// <param name="sorted">One or more numbers in ascending order.</param>
    /// <param name="fraction">0 (minimum) … 1 (maximum).</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double fraction)
    {
        double rank = fraction * (sorted.Length - 1);
        int below = (int)rank;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
