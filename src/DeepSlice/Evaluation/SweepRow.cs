using DeepSlice.Scores;

namespace DeepSlice.Evaluation;

/// <summary>One training of a sweep.</summary>
internal sealed record SweepRow
{
    /// <summary>The setting.</summary>
    public required SweepSetting Setting { get; init; }

    /// <summary>The seed of its plan.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Path of its run folder, relative to the sweep.</summary>
    public required string Folder { get; init; }

    /// <summary>Scores of the slices that it has not seen; null if it is not finished, or held none out.</summary>
    public ScoreTable? Scores { get; init; }

    /// <summary>Seconds that it took; null if unknown.</summary>
    public double? Seconds { get; init; }

    /// <summary>Most memory that it took, in bytes; null if unknown.</summary>
    public long? PeakMemory { get; init; }
}
