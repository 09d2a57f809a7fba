using DeepSlice.Networks;

namespace DeepSlice.Evaluation;

/// <summary>Fits the thresholds of flags to slices that their networks were not trained on.</summary>
/// <remarks>
/// Rule: of all pairs of thresholds in steps of 0.01, those that flag the most bad slices while flagging at most a tenth of the others; of equals, those with
/// the fewest false alarms.
/// </remarks>
internal static class FlagFit
{
    /// <summary>The largest share of good slices that may be flagged.</summary>
    public const double MostFalseAlarms = 0.1;

    private const int Steps = 100;

    /// <summary>Fits thresholds to slices.</summary>
    /// <param name="slices">Slices with their annotation; at least one bad and one good one, otherwise the default thresholds are returned.</param>
    public static FlagThresholds Fit(IReadOnlyCollection<HeldOutSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        (HeldOutSlice[] bad, HeldOutSlice[] good) = Sort(slices);
        if (bad.Length == 0 || good.Length == 0)
        {
            return new FlagThresholds();
        }

        int allowed = (int)(MostFalseAlarms * good.Length);
        (int Found, int Alarms, FlagThresholds Thresholds) best = (-1, 0, new FlagThresholds());
        for (int slice = 0; slice <= Steps; slice++)
        {
            for (int region = 0; region <= Steps; region++)
            {
                var thresholds = new FlagThresholds { Slice = (double)slice / Steps, Region = (double)region / Steps };
                int alarms = Flagged(good, thresholds);
                if (alarms > allowed)
                {
                    break; // a higher threshold flags no fewer
                }

                int found = Flagged(bad, thresholds);
                if (found > best.Found || (found == best.Found && alarms < best.Alarms))
                {
                    best = (found, alarms, thresholds);
                }
            }
        }

        return best.Thresholds;
    }

    /// <summary>Fits thresholds to the slices of all folds, and measures them by leaving one fold out: each fold is judged by thresholds fitted to the others.</summary>
    /// <param name="folds">The held-out slices of each fold; two or more folds.</param>
    public static FlagThresholds FitFolds(IReadOnlyList<IReadOnlyList<HeldOutSlice>> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        FlagQuality[] qualities = [.. folds.Select((slices, fold) => Measure(slices, FitOthers(folds, fold)))];
        return Fit([.. folds.SelectMany(slices => slices)]) with
        {
            Measured = new FlagQuality(
                qualities.Sum(quality => quality.Bad), qualities.Sum(quality => quality.BadFlagged), qualities.Sum(quality => quality.Good), qualities.Sum(quality => quality.GoodFlagged)),
        };
    }

    /// <summary>Fits thresholds to all folds but one.</summary>
    /// <param name="folds">The held-out slices of each fold.</param>
    /// <param name="left">The fold to leave out, from 0.</param>
    public static FlagThresholds FitOthers(IReadOnlyList<IReadOnlyList<HeldOutSlice>> folds, int left)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return Fit([.. folds.Where((_, fold) => fold != left).SelectMany(slices => slices)]);
    }

    /// <summary>Counts how many bad and good slices thresholds flag.</summary>
    /// <param name="slices">Slices with their annotation.</param>
    /// <param name="thresholds">The thresholds.</param>
    public static FlagQuality Measure(IReadOnlyCollection<HeldOutSlice> slices, FlagThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(slices);
        (HeldOutSlice[] bad, HeldOutSlice[] good) = Sort(slices);
        return new FlagQuality(bad.Length, Flagged(bad, thresholds), good.Length, Flagged(good, thresholds));
    }

    // A slice in which no region is, and none was found, is flagged whatever the thresholds are.
    private static (HeldOutSlice[] Bad, HeldOutSlice[] Good) Sort(IReadOnlyCollection<HeldOutSlice> slices)
    {
        HeldOutSlice[] judged = [.. slices.Where(slice => slice.Regions.Count > 0)];
        return ([.. judged.Where(slice => slice.IsBad)], [.. judged.Where(slice => !slice.IsBad)]);
    }

    private static int Flagged(HeldOutSlice[] slices, FlagThresholds thresholds) =>
        slices.Count(slice => thresholds.Flag(slice.Confidence, slice.WeakestConfidence));
}
