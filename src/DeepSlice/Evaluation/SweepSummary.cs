using DeepSlice.Scores;

namespace DeepSlice.Evaluation;

/// <summary>The trainings of one setting of a sweep together.</summary>
/// <remarks>
/// The slices are the sample: the Dice of a slice is the mean over the seeds that held it out. The interval is the mean ± 1.96 standard errors over slices, which
/// holds 95 % of a normal distribution.
/// </remarks>
internal sealed record SweepSummary
{
    private const double NormalQuantile = 1.96;

    private SweepSummary(SweepSetting setting, IReadOnlyList<SweepRow> rows)
    {
        Setting = setting;
        Rows = rows;
        double[] slices =
        [
            .. rows.Select(row => row.Scores).OfType<ScoreTable>().SelectMany(table => table.Slices)
                .Where(slice => slice.Mean is not null)
                .GroupBy(slice => slice.Id, slice => slice.Mean!.Dice, StringComparer.Ordinal)
                .Select(slice => slice.Average()),
        ];
        if (slices.Length > 0)
        {
            double mean = slices.Average();
            Dice = mean;
            Worst = slices.Min();
            Slices = slices.Length;
            Margin = slices.Length < 2 ? null : NormalQuantile * Math.Sqrt(slices.Sum(dice => (dice - mean) * (dice - mean)) / (slices.Length - 1) / slices.Length);
        }
    }

    /// <summary>The setting.</summary>
    public SweepSetting Setting { get; }

    /// <summary>Its trainings, one a seed.</summary>
    public IReadOnlyList<SweepRow> Rows { get; }

    /// <summary>Mean Dice over the slices; null if nothing is scored.</summary>
    public double? Dice { get; }

    /// <summary>Half the 95 % interval of <see cref="Dice"/>; null with fewer than two slices.</summary>
    public double? Margin { get; }

    /// <summary>Lowest Dice of a slice; null if nothing is scored.</summary>
    public double? Worst { get; }

    /// <summary>Number of scored slices.</summary>
    public int Slices { get; }

    /// <summary>Difference to the first setting on the same slices and seeds; null for the first setting itself.</summary>
    public PairedComparison? AgainstFirst { get; private init; }

    /// <summary>Mean of the trainings' seconds; null if unknown.</summary>
    public double? Seconds => Rows.Average(row => row.Seconds);

    /// <summary>Most memory of a training, in bytes; null if unknown.</summary>
    public long? PeakMemory => Rows.Max(row => row.PeakMemory);

    /// <summary>Summarises the settings of a sweep.</summary>
    /// <param name="rows">All trainings.</param>
    /// <returns>The settings in order.</returns>
    public static IReadOnlyList<SweepSummary> Of(IReadOnlyList<SweepRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        SweepSummary[] settings = [.. rows.GroupBy(row => row.Setting.Number).OrderBy(group => group.Key).Select(group => new SweepSummary(group.First().Setting, [.. group]))];
        return [.. settings.Select((setting, place) => place == 0 ? setting : setting with { AgainstFirst = Compare(setting, settings[0]) })];
    }

    private static PairedComparison Compare(SweepSummary setting, SweepSummary reference)
    {
        (ScoreTable Own, ScoreTable Other)[] pairs =
        [
            .. from own in setting.Rows
               join other in reference.Rows on own.Seed equals other.Seed
               where own.Scores is not null && other.Scores is not null
               select (own.Scores, other.Scores),
        ];
        return PairedComparison.Of(pairs.Select(pair => pair.Own), pairs.Select(pair => pair.Other));
    }
}
