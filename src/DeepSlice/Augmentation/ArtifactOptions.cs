using DeepSlice.Augmentation.Artifacts;

namespace DeepSlice.Augmentation;

/// <summary>How often and how strongly training slices suffer the artifacts of the catalogue, besides their other variation.</summary>
public sealed record ArtifactOptions
{
    /// <summary>No artifact.</summary>
    public static ArtifactOptions None { get; } = new() { Probability = 0 };

    /// <summary>Probability, 0 … 1, that a slice suffers any.</summary>
    /// <value>Default 0.5: half of what the network sees is as clean as the slices are.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Probability { get; init => field = Ensure.InRange(value, 0, 1, nameof(Probability)); } = 0.5;

    /// <summary>Probability, 0 … 1, that a slice that suffers one suffers another one too, and so on.</summary>
    /// <value>Default 0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double AnotherProbability { get; init => field = Ensure.InRange(value, 0, 0.9, nameof(AnotherProbability)); } = 0.3;

    /// <summary>Severities that are drawn, within 0 … 1.</summary>
    /// <value>Default 0.1 … 0.9.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Severity { get; init => field = value.Within(0, 1, nameof(Severity)); } = new(0.1, 0.9);

    /// <summary>By key of the catalogue, how often an artifact is drawn in relation to the others; what is not named is never drawn.</summary>
    /// <value>
    /// 0 … 1000. Default: 1, but more for what costs most Dice: 3 for hemisection, 2 for missing-piece, bubble, saturation and stain-change. 0 for rotation,
    /// which every slice undergoes anyway.
    /// </value>
    /// <exception cref="ArgumentException">A key is none of the catalogue's, a weight is out of range, or none is above 0.</exception>
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
            : throw new ArgumentException("found no weight above 0, at least one must be; set the probability to 0 for no artifact", nameof(weights));
    }
}
