using DeepSlice.Augmentation.Artifacts;

namespace DeepSlice.Augmentation;

/// <summary>How often and how strongly training slices suffer the artifacts of the catalogue, besides their other variation.</summary>
public sealed record ArtifactOptions
{
    /// <summary>Probability, 0 … 1, that a slice suffers any.</summary>
    /// <value>Default 0: none does. At 0.5 half of what the network sees is as clean as the slices are.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Probability { get; init => field = Ensure.InRange(value, 0, 1, nameof(Probability)); }

    /// <summary>Probability, 0 … 1, that a slice that suffers one suffers another one too, and so on.</summary>
    /// <value>Default 0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double AnotherProbability { get; init => field = Ensure.InRange(value, 0, 0.9, nameof(AnotherProbability)); } = 0.3;

    /// <summary>Severities that are drawn, within 0 … 1.</summary>
    /// <value>Default 0.1 … 0.9.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Severity { get; init => field = value.Within(0, 1, nameof(Severity)); } = new(0.1, 0.9);

    /// <summary>Keys of artifacts that are left out.</summary>
    /// <value>Default: rotation, which every slice undergoes anyway.</value>
    /// <exception cref="ArgumentException">A key is none of the catalogue's, or no artifact is left.</exception>
    public IReadOnlyList<string> LeftOut { get; init => field = Known(value); } = ["rotation"];

    private static IReadOnlyList<string> Known(IReadOnlyList<string> leftOut)
    {
        ArgumentNullException.ThrowIfNull(leftOut);
        string[] all = [.. ArtifactCatalog.All.Select(artifact => artifact.Key)];
        if (leftOut.Except(all, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"found artifact '{unknown}', allowed are {ArtifactCatalog.Keys}", nameof(leftOut));
        }

        return all.Except(leftOut, StringComparer.Ordinal).Any()
            ? leftOut
            : throw new ArgumentException("found every artifact left out, at least one must stay; set the probability to 0 for none", nameof(leftOut));
    }
}
