using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>The robustness of one model to artifacts.</summary>
internal sealed class RobustnessScorecard
{
    /// <summary>The severity that summarizes a scorecard.</summary>
    public const int MediumSeverity = 3;

    /// <summary>Creates a scorecard from its cells.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="catalog">The regions scored.</param>
    /// <param name="artifacts">The artifacts, in order.</param>
    /// <param name="cells">All cells of <see cref="RobustnessPlace.All"/> for these artifacts; others are ignored.</param>
    /// <exception cref="ArgumentException">A cell is missing.</exception>
    internal RobustnessScorecard(
        string model, RegionCatalog catalog, IEnumerable<Artifact> artifacts, IReadOnlyDictionary<RobustnessPlace, ScoreTable> cells)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(artifacts);
        ArgumentNullException.ThrowIfNull(cells);
        Model = model;
        Catalog = catalog;
        Clean = At(RobustnessPlace.Clean);
        Rows = [.. artifacts.Select(artifact => new RobustnessRow(artifact, Clean, [.. RobustnessPlace.Of(artifact).Select(At)]))];

        ScoreTable At(RobustnessPlace place) =>
            cells.TryGetValue(place, out ScoreTable? cell) ? cell : throw new ArgumentException($"expected scores of every cell, got none of '{place.Key}'", nameof(cells));
    }

    /// <summary>Name of the model.</summary>
    public string Model { get; }

    /// <summary>The regions scored.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Scores of the clean slices.</summary>
    public ScoreTable Clean { get; }

    /// <summary>The artifacts, in order.</summary>
    public IReadOnlyList<RobustnessRow> Rows { get; }

    /// <summary>Mean of the artifacts' relative Dices; null if none is known.</summary>
    public double? RelativeDice => Rows.Average(row => row.RelativeDice);

    /// <summary>Catastrophes ÷ judged regions over all artifacts and severities, 0 … 1; null if no region was judged.</summary>
    public double? CatastropheRate => ScoreTable.RateOf(Rows.SelectMany(row => row.Severities));

    /// <summary>Mean of the artifacts' relative Dices at severity 3; null if none is known.</summary>
    public double? MediumRelativeDice => Rows.Average(row => row.RelativeDiceAt(MediumSeverity));

    /// <summary>Catastrophes ÷ judged regions over all artifacts at severity 3, 0 … 1; null if no region was judged.</summary>
    public double? MediumCatastropheRate => ScoreTable.RateOf(Rows.Select(row => row.Severities[MediumSeverity - 1]));

    /// <summary>How well the model's confidence detects badly segmented slices, over all artifacts and severities.</summary>
    public ConfidenceQuality Confidence => field ??= new ConfidenceQuality(Rows.SelectMany(row => row.Severities).SelectMany(cell => cell.Slices));

    /// <summary>The artifact with the lowest relative Dice; null if none is known.</summary>
    public RobustnessRow? WorstRow => Rows.Where(row => row.RelativeDice is not null).MinBy(row => row.RelativeDice);

    /// <summary>Compares the Dice of the same slices over all artifacts and severities with that of a reference.</summary>
    /// <param name="reference">Scorecard of another model with the same artifacts.</param>
    public PairedComparison Compare(RobustnessScorecard reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return PairedComparison.Of(Rows.SelectMany(row => row.Severities), reference.Rows.SelectMany(row => row.Severities));
    }

    /// <summary>Mean of the artifacts' <see cref="RobustnessRow.CorruptionError"/>; null if none is known.</summary>
    /// <param name="reference">Scorecard of another model with the same artifacts.</param>
    /// <exception cref="ArgumentException">The artifacts differ.</exception>
    public double? CorruptionError(RobustnessScorecard reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Rows.Count == Rows.Count
            ? Rows.Zip(reference.Rows, (row, other) => row.CorruptionError(other)).Average()
            : throw new ArgumentException($"expected a reference scored on the same {Rows.Count} artifacts, got {reference.Rows.Count}", nameof(reference));
    }
}
