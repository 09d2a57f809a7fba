using System.Globalization;
using DeepSlice.Evaluation;
using DeepSlice.Prediction;

namespace DeepSlice.Reports;

/// <summary>Figures of scorecards as people read them.</summary>
public static class RobustnessWords
{
    /// <summary>Stands where a value is unknown.</summary>
    public const string Unknown = "–";

    /// <summary>What a reader of a scorecard must know, whatever is known of the model.</summary>
    public const string FairUse =
        "A scorecard is only fair on slices that the model was not trained on. A model that knows a slice by heart finds its regions again under many an artifact, and will not on slices of yours.";

    /// <summary>A Dice or a ratio, as <c>.931</c> or <c>1.004</c>.</summary>
    /// <param name="value">0 or more; null where unknown.</param>
    public static string Share(double? value) => value is double known ? known.ToString("#.000", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A Dice or a ratio in two decimals, as <c>.93</c>.</summary>
    /// <param name="value">0 or more; null where unknown.</param>
    public static string ShortShare(double? value) => value is double known ? known.ToString("#.00", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A rate, as <c>3.1 %</c>.</summary>
    /// <param name="value">0 … 1; null where unknown.</param>
    public static string Rate(double? value) => value is double known ? (100 * known).ToString("0.0", CultureInfo.InvariantCulture) + " %" : Unknown;

    /// <summary>How well a model's confidence tells bad slices from good ones, as a sentence.</summary>
    /// <param name="quality">The confidence.</param>
    public static string Confidence(ConfidenceQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        const double Threshold = SlicePrediction.DoubtfulBelow;
        return $"{quality.Bad} of {quality.Bad + quality.Good} slices have a mean Dice below {ShortShare(ConfidenceQuality.BadBelow)}; the confidence tells them from the others with an area under the curve of {Share(quality.Auc)}, and is below {ShortShare(Threshold)} for {Rate(quality.Found(Threshold))} of them and {Rate(quality.FalseAlarms(Threshold))} of the others";
    }

    /// <summary>The region that an artifact harms most, as <c>bs .74</c>.</summary>
    /// <param name="row">The artifact.</param>
    public static string Worst(RobustnessRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.WorstRegion is { } key ? $"{key} {ShortShare(row.RegionDice[key])}" : Unknown;
    }
}
