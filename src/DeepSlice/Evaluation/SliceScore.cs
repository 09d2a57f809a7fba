using DeepSlice.Metrics;

namespace DeepSlice.Evaluation;

/// <summary>How well the prediction of one slice agrees with its annotation.</summary>
public sealed record SliceScore
{
    /// <summary>Id of the slice.</summary>
    public required string Id { get; init; }

    /// <summary>Scores by region key, in the catalogue's order; regions in neither prediction nor annotation are missing.</summary>
    public required IReadOnlyDictionary<string, RegionScore> Regions { get; init; }

    /// <summary>Mean of the regions' scores; null where the slice has no scored region.</summary>
    public RegionScore? Mean => RegionScore.Mean(Regions.Values);
}
