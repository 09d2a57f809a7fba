using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>The robustness of a model to one artifact.</summary>
internal sealed class RobustnessRow
{
    /// <summary>Creates the row of an artifact from its cells.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="clean">Scores of the clean slices.</param>
    /// <param name="severities">Scores at the severities 1 … 5.</param>
    /// <exception cref="ArgumentException">The number of cells differs from the number of severities.</exception>
    internal RobustnessRow(Artifact artifact, ScoreTable clean, IReadOnlyList<ScoreTable> severities)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(severities);
        if (severities.Count != ArtifactCatalog.Severities.Count)
        {
            throw new ArgumentException($"expected scores of {ArtifactCatalog.Severities.Count} severities, got {severities.Count}", nameof(severities));
        }

        Artifact = artifact;
        Clean = clean;
        Severities = severities;
        var dice = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (Region region in clean.Catalog.Annotated)
        {
            if (severities.Average(table => table.RegionMeans.GetValueOrDefault(region.Key)?.Dice) is double mean)
            {
                dice.Add(region.Key, mean);
            }
        }

        RegionDice = dice;
    }

    /// <summary>The artifact.</summary>
    public Artifact Artifact { get; }

    /// <summary>Scores of the clean slices.</summary>
    public ScoreTable Clean { get; }

    /// <summary>Scores at the severities 1 … 5.</summary>
    public IReadOnlyList<ScoreTable> Severities { get; }

    /// <summary>Mean Dice over the severities ÷ Dice of the clean slices; null if either is unknown or the latter 0.</summary>
    public double? RelativeDice => Severities.Average(cell => cell.Dice) / Divisor;

    /// <summary>Catastrophes ÷ judged regions over all severities, 0 … 1; null if no region was judged.</summary>
    public double? CatastropheRate => ScoreTable.RateOf(Severities);

    /// <summary>By region key in the catalogue's order, the mean over the severities of the region's mean Dice; regions that no slice has are missing.</summary>
    public IReadOnlyDictionary<string, double> RegionDice { get; }

    /// <summary>The region of the lowest <see cref="RegionDice"/>, by key; null if there is none.</summary>
    public string? WorstRegion => RegionDice.Count == 0 ? null : RegionDice.MinBy(pair => pair.Value).Key;

    private double? Divisor => Clean.Dice is > 0 ? Clean.Dice : null;

    /// <summary>Dice at one severity ÷ Dice of the clean slices; null if either is unknown or the latter 0.</summary>
    /// <param name="severity">1 … 5.</param>
    public double? RelativeDiceAt(int severity) => Severities[Ensure.InRange(severity, 1, Severities.Count) - 1].Dice / Divisor;

    /// <summary>
    /// Relative corruption error: Σ(1 − Dice) over the severities ÷ the same of a reference model; below 1 if this model is more robust.
    /// Null if a Dice is unknown or the reference makes no error.
    /// </summary>
    /// <param name="reference">The same artifact on the same slices, of another model.</param>
    /// <exception cref="ArgumentException">The reference is of another artifact.</exception>
    public double? CorruptionError(RobustnessRow reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Artifact.Key != Artifact.Key)
        {
            throw new ArgumentException($"expected a reference under the artifact '{Artifact.Key}', got '{reference.Artifact.Key}'", nameof(reference));
        }

        return reference.Error is > 0 ? Error / reference.Error : null;
    }

    /// <summary>Compares the Dice of the same slices over the severities with that of a reference.</summary>
    /// <param name="reference">The same artifact on the same slices, of another model.</param>
    public PairedComparison Compare(RobustnessRow reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return PairedComparison.Of(Severities, reference.Severities);
    }

    // All severities must have a value; otherwise two models would be compared on different severities.
    private double? Error => Severities.All(cell => cell.Dice is not null) ? Severities.Sum(cell => 1 - cell.Dice) : null;
}
