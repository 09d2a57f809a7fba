using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Scorecards of models that have seen the same images.</summary>
public sealed record RobustnessResult
{
    /// <summary>One scorecard a model; one or more, of the same artifacts.</summary>
    public required IReadOnlyList<RobustnessScorecard> Scorecards { get; init; }

    /// <summary>The scorecard that relative corruption errors refer to; it is among <see cref="Scorecards"/>. Null where there is none.</summary>
    public RobustnessScorecard? Reference { get; init; }

    /// <summary>Why a scorecard may flatter its model, in words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How scorecards were made, in words, where there is something to say.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The regions scored.</summary>
    public RegionCatalog Catalog => Scorecards[0].Catalog;
}
