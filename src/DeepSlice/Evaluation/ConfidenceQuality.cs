using DeepSlice.Scores;

namespace DeepSlice.Evaluation;

/// <summary>How well a model's confidence detects badly segmented slices.</summary>
/// <remarks>A slice is bad if its mean Dice is below <see cref="BadBelow"/>; a slice without regions is bad if regions were predicted in it.</remarks>
internal sealed class ConfidenceQuality
{
    /// <summary>A slice with a mean Dice below this value is bad.</summary>
    public const double BadBelow = Score.WeakBelow;

    private readonly double[] _good;
    private readonly double[] _bad;

    /// <summary>Evaluates the confidence of slices.</summary>
    /// <param name="slices">Scored slices.</param>
    public ConfidenceQuality(IEnumerable<SliceScore> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ILookup<bool, double> confidences = slices.Where(slice => slice.Judged > 0).ToLookup(IsBad, slice => slice.Confidence ?? 0);
        _good = [.. confidences[false]];
        _bad = [.. confidences[true]];
    }

    /// <summary>Number of bad slices.</summary>
    public int Bad => _bad.Length;

    /// <summary>Number of the other slices.</summary>
    public int Good => _good.Length;

    /// <summary>
    /// Area under the receiver operating characteristic: the probability that a bad slice has a lower confidence than a good one, ties counting half; 0.5 is
    /// chance, 1 perfect. Null where slices are all good or all bad.
    /// </summary>
    public double? Auc
    {
        get
        {
            if (Bad == 0 || Good == 0)
            {
                return null;
            }

            double won = 0;
            foreach (double bad in _bad)
            {
                won += Good - ((CountBelow(_good, bad) + CountUpTo(_good, bad)) / 2.0);
            }

            return won / ((double)Bad * Good);
        }
    }

    /// <summary>Share of the bad slices whose confidence is below a threshold, 0 … 1; null if there is none.</summary>
    /// <param name="threshold">The threshold.</param>
    public double? Found(double threshold) => Bad == 0 ? null : (double)CountBelow(_bad, threshold) / Bad;

    /// <summary>Share of the good slices whose confidence is below a threshold, 0 … 1; null if there is none.</summary>
    /// <param name="threshold">The threshold.</param>
    public double? FalseAlarms(double threshold) => Good == 0 ? null : (double)CountBelow(_good, threshold) / Good;

    private static bool IsBad(SliceScore slice) => !(slice.Mean?.Dice >= BadBelow);

    private static int CountBelow(double[] values, double threshold) => values.Count(value => value < threshold);

    private static int CountUpTo(double[] values, double threshold) => values.Count(value => value <= threshold);
}
