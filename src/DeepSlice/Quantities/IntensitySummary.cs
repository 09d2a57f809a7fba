namespace DeepSlice.Quantities;

/// <summary>The intensities of some pixels in one channel.</summary>
/// <param name="Count">Full-resolution pixels with a finite sample.</param>
/// <param name="Sum">Sum of their samples.</param>
/// <param name="Median">Median of their samples, the mean of the two in the middle if their number is even; null without pixels.</param>
internal readonly record struct IntensitySummary(long Count, double Sum, double? Median)
{
    /// <summary>Mean of the samples; null without pixels.</summary>
    public double? Mean => Count == 0 ? null : Sum / Count;
}
