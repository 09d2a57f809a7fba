using DeepSlice.Metrics;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The results for one predicted slice.</summary>
/// <param name="Id">Id of the slice.</param>
/// <param name="Measurements">Measurements of the regions, see <see cref="RegionMeasurement.Measure"/>.</param>
/// <param name="Confidence">The Dice that the network expects for the slice, see <see cref="SlicePrediction.Confidence"/>; null if it found no region.</param>
/// <param name="Pictures">Pictures for the report; null if the slice is only in the tables.</param>
internal sealed record PredictedSlice(string Id, IReadOnlyList<RegionMeasurement> Measurements, double? Confidence, SlicePictures? Pictures)
{
    /// <summary>The sub-folder of the image, with <c>--recursive</c>; empty for any other slice.</summary>
    public string Animal { get; init; } = "";

    /// <summary>The scale that the slice was segmented at, and why.</summary>
    public required SliceScale Scale { get; init; }

    /// <summary>How much of it is damaged; null if the model does not predict damage.</summary>
    public DamageMeasurement? Damage { get; init; }

    /// <summary>The confidences below which the slice and its regions are flagged.</summary>
    public FlagThresholds Thresholds { get; init; } = new();

    /// <summary>Whether the slice needs a check before use: its confidence, or that of a region, is low or unknown.</summary>
    public bool IsDoubtful => Margin < 0;

    /// <summary>How far the confidences are above the thresholds; slices with the lowest value need a check most.</summary>
    public double Margin => Thresholds.Margin(Confidence, Annotated.Min(measurement => measurement.Confidence));

    private IEnumerable<RegionMeasurement> Annotated => Measurements.Where(measurement => measurement.Region.IsAnnotated);

    /// <summary>What to check in this slice, in plain words; empty if nothing is flagged.</summary>
    /// <returns>A low confidence of the slice, annotated regions that were not found, and regions with a low confidence.</returns>
    public IReadOnlyList<string> Flags()
    {
        var flags = new List<string>();
        RegionMeasurement[] annotated = [.. Annotated];
        string[] missing = [.. annotated.Where(measurement => measurement.AreaPixels == 0).Select(measurement => measurement.Region.Name)];
        if (Scale.Warning is { } warning)
        {
            flags.Add(warning);
        }

        if (missing.Length == annotated.Length)
        {
            return [.. flags, "no region found"];
        }

        if (HasLowConfidence)
        {
            flags.Add(FormattableString.Invariant($"low confidence of the slice: {Confidence:0.00}"));
        }

        flags.AddRange(annotated.Where(IsUnsure)
            .Select(measurement => FormattableString.Invariant($"low confidence of {measurement.Region.Name}: {measurement.Confidence:0.00}")));
        if (missing.Length > 0)
        {
            flags.Add($"not found: {string.Join(", ", missing)}");
        }

        return flags;
    }

    /// <summary>Whether the slice's own confidence is low or unknown.</summary>
    internal bool HasLowConfidence => !(Confidence >= Thresholds.Slice);

    /// <summary>Whether a region of the slice has a low confidence.</summary>
    internal bool IsUnsure(RegionMeasurement measurement) => measurement.Region.IsAnnotated && measurement.Confidence < Thresholds.Region;
}
