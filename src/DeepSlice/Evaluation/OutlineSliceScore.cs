namespace DeepSlice.Evaluation;

/// <summary>How well the predicted outlines of one slice agree with the annotated ones.</summary>
public sealed record OutlineSliceScore
{
    /// <summary>Id of the slice.</summary>
    public required string Id { get; init; }

    /// <summary>Scores by region key, in the catalogue's order; regions in neither prediction nor annotation are missing.</summary>
    public required IReadOnlyDictionary<string, OutlineScore> Regions { get; init; }

    /// <summary>Mean of the regions' scores; null where the slice has no scored region.</summary>
    public OutlineScore? Mean => OutlineScore.Mean(Regions.Values);
}
