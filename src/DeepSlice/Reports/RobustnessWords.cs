using System.Globalization;
using DeepSlice.Evaluation;

namespace DeepSlice.Reports;

/// <summary>Formats the values of scorecards.</summary>
internal static class RobustnessWords
{
    /// <summary>The text for an unknown value.</summary>
    public const string Unknown = "–";

    /// <summary>The caveat of every scorecard.</summary>
    public const string FairUse =
        "A scorecard is only valid on slices that the model was not trained on. On training slices, scores with artifacts are too high.";

    /// <summary>A Dice or a ratio, as <c>.931</c> or <c>1.004</c>.</summary>
    /// <param name="value">0 or more; null if unknown.</param>
    public static string Share(double? value) => value is double known ? known.ToString("#.000", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A Dice or a ratio in two decimals, as <c>.93</c>.</summary>
    /// <param name="value">0 or more; null if unknown.</param>
    public static string ShortShare(double? value) => value is double known ? known.ToString("#.00", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A rate, as <c>3.1 %</c>.</summary>
    /// <param name="value">0 … 1; null if unknown.</param>
    public static string Rate(double? value) => value is double known ? (100 * known).ToString("0.0", CultureInfo.InvariantCulture) + " %" : Unknown;

    /// <summary>How well the confidence detects badly segmented slices, as a sentence.</summary>
    /// <param name="quality">The confidence.</param>
    public static string Confidence(ConfidenceQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return $"{quality.Bad} of {quality.Bad + quality.Good} slices are bad (mean Dice below {ShortShare(ConfidenceQuality.BadBelow)}, or a region failed or was predicted although absent); the confidence detects them with an area under the ROC curve of {Share(quality.Auc)}, and the model flags {Rate(quality.Found)} of them and {Rate(quality.FalseAlarms)} of the others";
    }

    /// <summary>A difference with its standard error, as <c>+.012 ± .004</c>.</summary>
    /// <param name="comparison">The difference.</param>
    public static string Difference(PairedComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.Difference is not double difference ? Unknown
            : difference.ToString("+.000;−.000;±.000", CultureInfo.InvariantCulture) + (comparison.StandardError is double error ? $" ± {Share(error)}" : "");
    }

    /// <summary>The region with the lowest Dice under an artifact, for example <c>bs .74</c>.</summary>
    /// <param name="row">The artifact.</param>
    public static string Worst(RobustnessRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.WorstRegion is { } key ? $"{key} {ShortShare(row.RegionDice[key])}" : Unknown;
    }
}
