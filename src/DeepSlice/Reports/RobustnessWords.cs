using System.Globalization;
using DeepSlice.Evaluation;
using DeepSlice.Prediction;

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
        const double Threshold = SlicePrediction.DoubtfulBelow;
        return $"{quality.Bad} of {quality.Bad + quality.Good} slices have a mean Dice below {ShortShare(ConfidenceQuality.BadBelow)}; the confidence detects them with an area under the ROC curve of {Share(quality.Auc)}, and is below {ShortShare(Threshold)} for {Rate(quality.Found(Threshold))} of them and {Rate(quality.FalseAlarms(Threshold))} of the others";
    }

    /// <summary>The region with the lowest Dice under an artifact, for example <c>bs .74</c>.</summary>
    /// <param name="row">The artifact.</param>
    public static string Worst(RobustnessRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.WorstRegion is { } key ? $"{key} {ShortShare(row.RegionDice[key])}" : Unknown;
    }
}
