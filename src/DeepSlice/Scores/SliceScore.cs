namespace DeepSlice.Scores;

/// <summary>The scores of one slice.</summary>
internal sealed record SliceScore
{
    /// <summary>Id of the slice.</summary>
    public required string Id { get; init; }

    /// <summary>Animal of the slice; empty if unknown.</summary>
    public string Animal { get; init; } = "";

    /// <summary>Scores by region key, in the catalogue's order; regions in neither prediction nor annotation are missing.</summary>
    public required IReadOnlyDictionary<string, Score> Regions { get; init; }

    /// <summary>Keys of the regions that are predicted but not annotated, if these are listed separately without a score; see <see cref="MapScorer.SetsImaginedApart"/>.</summary>
    public IReadOnlyList<string> Imagined { get; init; } = [];

    /// <summary>Confidence of the model, 0 … 1; null if it is unknown, or no region was found.</summary>
    public double? Confidence { get; init; }

    /// <summary>Whether the model flags its prediction for a check; false if it is unknown.</summary>
    public bool IsFlagged { get; init; }

    /// <summary>Whether the model that predicted the slice has seen it in training, as far as is known: the scores are then too high.</summary>
    public bool SeenInTraining { get; init; }

    /// <summary>Mean of the regions' scores; null where the slice has no scored region.</summary>
    public Score? Mean => Score.Mean(Regions.Values);

    /// <summary>Number of scored regions with a Dice below <see cref="Score.FailedBelow"/>.</summary>
    public int Failed => Regions.Values.Count(score => score.Dice < Score.FailedBelow);

    /// <summary>Number of regions that are scored or imagined.</summary>
    public int Judged => Regions.Count + Imagined.Count;
}
