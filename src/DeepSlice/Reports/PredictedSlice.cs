using DeepSlice.Metrics;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>What is told of a slice whose regions a network has found.</summary>
/// <param name="Id">Id of the slice.</param>
/// <param name="Measurements">The regions' sizes, see <see cref="RegionMeasurement.Measure"/>.</param>
/// <param name="Confidence">How sure the network is of the slice's regions, see <see cref="SlicePrediction.Confidence"/>; null where it found none.</param>
/// <param name="Pictures">What is shown of it; null where the slice stands in the tables only.</param>
public sealed record PredictedSlice(string Id, IReadOnlyList<RegionMeasurement> Measurements, double? Confidence, SlicePictures? Pictures)
{
    /// <summary>The scale that the slice was segmented at, and why.</summary>
    public required SliceScale Scale { get; init; }

    /// <summary>Confidence below which a region is worth a look, 0 … 1.</summary>
    internal const double LowConfidence = 0.7;

    /// <summary>Whether the slice should not be trusted before somebody has looked at it.</summary>
    public bool IsDoubtful => !(Confidence >= SlicePrediction.DoubtfulBelow);

    /// <summary>What a person should look at in this slice, in plain words; empty where nothing stands out.</summary>
    /// <returns>Whether the slice as a whole is doubtful, annotated regions that were not found, and those the network was unsure of.</returns>
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
            flags.Add(FormattableString.Invariant($"not to be trusted: confidence {Confidence:0.00}"));
        }

        if (missing.Length > 0)
        {
            flags.Add($"not found: {string.Join(", ", missing)}");
        }

        flags.AddRange(annotated.Where(IsUnsure)
            .Select(measurement => FormattableString.Invariant($"unsure of {measurement.Region.Name}: {measurement.Confidence:0.00}")));
        return flags;
    }

    /// <summary>Whether a region is worth a look.</summary>
    internal static bool IsUnsure(RegionMeasurement measurement) => measurement.Region.IsAnnotated && measurement.Confidence < LowConfidence;
}
