using DeepSlice.Atlases;

namespace DeepSlice.Training;

/// <summary>Sections of brain atlases among the training slices, made anew for each step.</summary>
public sealed record AtlasPlan
{
    /// <summary>Names of the atlases, each equally often.</summary>
    /// <value>One or more.</value>
    /// <exception cref="ArgumentException">There is none.</exception>
    public required IReadOnlyList<string> Names { get; init => field = value.Count > 0 ? value : throw new ArgumentException("expected one atlas or more, got none", nameof(value)); }

    /// <summary>Share of the training slices that are sections of atlases; the others are annotated slices.</summary>
    /// <value>Above 0, up to 1. Without annotated slices it is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public required double Share { get; init => field = Ensure.InRange(Ensure.Positive(value, nameof(Share)), 0, 1, nameof(Share)); }

    /// <summary>Number of slices, of atlases and annotated ones together, that count as an epoch.</summary>
    /// <value>1 … 1,000,000. The default is 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int SlicesPerEpoch { get; init => field = Ensure.InRange(value, 1, 1_000_000, nameof(SlicesPerEpoch)); } = 1000;

    /// <summary>Number of sections for validation, of a random stream of their own.</summary>
    /// <value>0 … 10,000. The default is 48.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int ValidationSections { get; init => field = Ensure.InRange(value, 0, 10_000, nameof(ValidationSections)); } = 48;

    /// <summary>How sections are cut and painted.</summary>
    public SynthesisOptions Synthesis { get; init; } = new();
}
