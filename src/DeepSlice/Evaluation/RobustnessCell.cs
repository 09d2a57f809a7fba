namespace DeepSlice.Evaluation;

/// <summary>How well a model has found the regions of all slices under one artifact at one severity.</summary>
public sealed class RobustnessCell
{
    /// <summary>Gathers scores of slices.</summary>
    /// <param name="slices">The slices, in order.</param>
    public RobustnessCell(IReadOnlyList<RobustnessSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        Slices = slices;
        Dice = slices.Average(slice => slice.MeanDice);
        Failed = slices.Sum(slice => slice.Failed);
        Imagined = slices.Sum(slice => slice.Imagined.Count);
        Judged = slices.Sum(slice => slice.Judged);
        RegionDice = slices.SelectMany(slice => slice.Dice).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(region => region.Key, region => region.Average(pair => pair.Value), StringComparer.Ordinal);
    }

    /// <summary>The slices, in order.</summary>
    public IReadOnlyList<RobustnessSlice> Slices { get; }

    /// <summary>Mean over the slices of each slice's mean over the regions that it has, 0 … 1; null where no slice has any.</summary>
    public double? Dice { get; }

    /// <summary>By region key, the mean Dice over the slices that have the region; regions that no slice has are missing.</summary>
    public IReadOnlyDictionary<string, double> RegionDice { get; }

    /// <summary>Number of regions, over all slices, with a Dice below <see cref="RobustnessSlice.CatastropheBelow"/>.</summary>
    public int Failed { get; }

    /// <summary>Number of regions, over all slices, that were drawn where there are none.</summary>
    public int Imagined { get; }

    /// <summary>Number of regions that failed or were imagined.</summary>
    public int Catastrophes => Failed + Imagined;

    /// <summary>Number of regions, over all slices, that are there or were imagined.</summary>
    public int Judged { get; }

    /// <summary>Catastrophes ÷ judged regions, 0 … 1; null where there was none to judge.</summary>
    public double? CatastropheRate => RateOf([this]);

    /// <summary>Catastrophes ÷ judged regions of several cells together, 0 … 1; null where there was none to judge.</summary>
    /// <param name="cells">The cells.</param>
    public static double? RateOf(IEnumerable<RobustnessCell> cells)
    {
        (int catastrophes, int judged) = (0, 0);
        foreach (RobustnessCell cell in cells)
        {
            (catastrophes, judged) = (catastrophes + cell.Catastrophes, judged + cell.Judged);
        }

        return judged == 0 ? null : (double)catastrophes / judged;
    }
}
