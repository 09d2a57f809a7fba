using DeepSlice.Scores;

namespace DeepSlice.Evaluation;

/// <summary>How well a model's confidence and its flags detect badly segmented slices.</summary>
/// <remarks>A slice is bad if its mean Dice is below <see cref="BadBelow"/>, or if a region failed or was predicted although it is absent.</remarks>
internal sealed class ConfidenceQuality
{
    /// <summary>A slice with a mean Dice below this value is bad.</summary>
    public const double BadBelow = Score.WeakBelow;

    private readonly SliceScore[] _good;
    private readonly SliceScore[] _bad;

    /// <summary>Evaluates the confidence of slices.</summary>
    /// <param name="slices">Scored slices.</param>
    public ConfidenceQuality(IEnumerable<SliceScore> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ILookup<bool, SliceScore> judged = slices.Where(slice => slice.Judged > 0).ToLookup(IsBad);
        _good = [.. judged[false]];
        _bad = [.. judged[true]];
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

            double[] good = [.. _good.Select(slice => slice.Confidence ?? 0)];
            double won = _bad.Select(slice => slice.Confidence ?? 0)
                .Sum(bad => Good - ((good.Count(value => value < bad) + good.Count(value => value <= bad)) / 2.0));
            return won / ((double)Bad * Good);
        }
    }

    /// <summary>Share of the bad slices that the model flags, 0 … 1; null if there is none.</summary>
    public double? Found => Bad == 0 ? null : (double)_bad.Count(slice => slice.IsFlagged) / Bad;

    /// <summary>Share of the good slices that the model flags, 0 … 1; null if there is none.</summary>
    public double? FalseAlarms => Good == 0 ? null : (double)_good.Count(slice => slice.IsFlagged) / Good;

    private static bool IsBad(SliceScore slice) => !(slice.Mean?.Dice >= BadBelow) || slice.Failed > 0 || slice.Imagined.Count > 0;
}
