using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Scorecards of models on the same images.</summary>
internal sealed record RobustnessResult
{
    /// <summary>One scorecard per model; one or more, with the same artifacts.</summary>
    public required IReadOnlyList<RobustnessScorecard> Scorecards { get; init; }

    /// <summary>The reference of relative corruption errors, one of <see cref="Scorecards"/>; null if there is none.</summary>
    public RobustnessScorecard? Reference { get; init; }

    /// <summary>Reasons why scores may be too high, as text.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Remarks on how the scorecards were computed, as text.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The regions scored.</summary>
    public RegionCatalog Catalog => Scorecards[0].Catalog;
}
