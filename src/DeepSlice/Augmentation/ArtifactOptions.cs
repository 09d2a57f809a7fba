using DeepSlice.Augmentation.Artifacts;

namespace DeepSlice.Augmentation;

/// <summary>How often and how strongly artifacts of the catalogue are applied to training slices, in addition to the other augmentation.</summary>
public sealed record ArtifactOptions
{
    /// <summary>No artifacts.</summary>
    public static ArtifactOptions None { get; } = new() { Probability = 0 };

    /// <summary>Probability, 0 … 1, that a slice gets at least one artifact.</summary>
    /// <value>Default 0.5: half of the training slices stay free of artifacts.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Probability { get; init => field = Ensure.InRange(value, 0, 1, nameof(Probability)); } = 0.5;

    /// <summary>Probability, 0 … 0.9, of another artifact after each one.</summary>
    /// <value>Default 0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double AnotherProbability { get; init => field = Ensure.InRange(value, 0, 0.9, nameof(AnotherProbability)); } = 0.3;

    /// <summary>Range of severities, within 0 … 1.</summary>
    /// <value>Default 0.1 … 0.9.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Severity { get; init => field = value.Within(0, 1, nameof(Severity)); } = new(0.1, 0.9);

    /// <summary>Relative frequency of each artifact by its key; artifacts that are not listed are never drawn.</summary>
    /// <value>
    /// 0 … 1000. Default: 1, more for artifacts that cost the most Dice: 3 for hemisection, 2 for missing-piece, bubble, saturation and stain-change. 0 for
    /// rotation, which is part of the spatial augmentation.
    /// </value>
    /// <exception cref="ArgumentException">A key is not in the catalogue, a weight is out of range, or no weight is above 0.</exception>
    public IReadOnlyDictionary<string, double> Weights { get; init => field = Valid(value); } = ArtifactCatalog.All.ToDictionary(
        artifact => artifact.Key,
        artifact => artifact.Key switch
        {
            "rotation" => 0.0,
            "hemisection" => 3,
            "missing-piece" or "bubble" or "saturation" or "stain-change" => 2,
            _ => 1,
        },
        StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, double> Valid(IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach ((string key, double weight) in weights)
        {
            _ = ArtifactCatalog.Get(key);
            Ensure.InRange(weight, 0, 1000, nameof(weights));
        }

        return weights.Values.Any(weight => weight > 0)
            ? weights
            : throw new ArgumentException("expected at least one weight above 0, got none; set the probability to 0 for no artifacts", nameof(weights));
    }
}
