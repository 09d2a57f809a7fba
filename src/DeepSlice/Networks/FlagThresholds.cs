namespace DeepSlice.Networks;

/// <summary>The confidences below which a prediction is flagged for a check.</summary>
/// <remarks>A slice is flagged if its own confidence or that of one of its regions is low. Models that state no thresholds have the default ones.</remarks>
internal sealed record FlagThresholds
{
    /// <summary>A slice with a mean confidence below this value is flagged.</summary>
    /// <value>0 … 1. The default is 0.8.</value>
    public double Slice { get; init => field = Ensure.InRange(value, 0, 1, nameof(Slice)); } = 0.8;

    /// <summary>A region with a confidence below this value is flagged, and so is its slice.</summary>
    /// <value>0 … 1. The default is 0.7.</value>
    public double Region { get; init => field = Ensure.InRange(value, 0, 1, nameof(Region)); } = 0.7;

    /// <summary>How well the flags find bad slices; null if it was not measured.</summary>
    public FlagQuality? Measured { get; init; }

    /// <summary>How far a prediction is above the thresholds; below 0 it is flagged. Orders slices by how urgently they need a check.</summary>
    /// <param name="slice">Confidence of the slice; null if no region was found, which is flagged.</param>
    /// <param name="weakest">Lowest confidence of its regions; null if no region was found.</param>
    public double Margin(double? slice, double? weakest) =>
        slice is double mean && weakest is double lowest ? Math.Min(mean - Slice, lowest - Region) : -1;

    /// <summary>Whether a prediction is flagged; see <see cref="Margin"/>.</summary>
    /// <param name="slice">Confidence of the slice.</param>
    /// <param name="weakest">Lowest confidence of its regions.</param>
    public bool Flag(double? slice, double? weakest) => Margin(slice, weakest) < 0;

    /// <summary>Thresholds and their quality, to be read after "flags:".</summary>
    public string ToWords() =>
        FormattableString.Invariant($"confidence of a slice below {Slice:0.00} or of a region below {Region:0.00}{(Measured is { } measured ? $"; with artifacts, {measured.ToWords()}" : "")}");
}
