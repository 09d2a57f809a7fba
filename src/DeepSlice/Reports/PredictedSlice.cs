using DeepSlice.Metrics;
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

    /// <summary>Confidence below which a region is flagged, 0 … 1.</summary>
    internal const double LowConfidence = 0.7;

    /// <summary>Whether the slice needs a check before use: its confidence is low or unknown.</summary>
    public bool IsDoubtful => !(Confidence >= SlicePrediction.DoubtfulBelow);

    /// <summary>What to check in this slice, in plain words; empty if nothing is flagged.</summary>
    /// <returns>A low confidence of the slice, annotated regions that were not found, and regions with a low confidence.</returns>
    public IReadOnlyList<string> Flags()
    {
        var flags = new List<string>();
        RegionMeasurement[] annotated = [.. Measurements.Where(measurement => measurement.Region.IsAnnotated)];
        string[] missing = [.. annotated.Where(measurement => measurement.AreaPixels == 0).Select(measurement => measurement.Region.Name)];
        if (Scale.Warning is { } warning)
        {
            flags.Add(warning);
        }

        if (missing.Length == annotated.Length)
        {
            return [.. flags, "no region found"];
        }

        if (IsDoubtful)
        {
            flags.Add(FormattableString.Invariant($"low confidence of the slice: {Confidence:0.00}"));
        }

        if (missing.Length > 0)
        {
            flags.Add($"not found: {string.Join(", ", missing)}");
        }

        flags.AddRange(annotated.Where(IsUnsure)
            .Select(measurement => FormattableString.Invariant($"low confidence of {measurement.Region.Name}: {measurement.Confidence:0.00}")));
        return flags;
    }

    /// <summary>Whether a region has a low confidence.</summary>
    internal static bool IsUnsure(RegionMeasurement measurement) => measurement.Region.IsAnnotated && measurement.Confidence < LowConfidence;
}
