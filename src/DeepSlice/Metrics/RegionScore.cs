namespace DeepSlice.Metrics;

/// <summary>How well a predicted region agrees with its annotation, or the mean of such agreements.</summary>
/// <remarks>A region absent from both prediction and annotation has no score at all; see <see cref="RegionScorer"/>.</remarks>
public sealed record RegionScore
{
    /// <summary>Dice coefficient 2|P∩T| ÷ (|P|+|T|), 0 … 1; 0 where one of the two is empty.</summary>
    public required double Dice { get; init; }

    /// <summary>Jaccard index |P∩T| ÷ |P∪T|, 0 … 1; 0 where one of the two is empty.</summary>
    public required double Jaccard { get; init; }

    /// <summary>95 % Hausdorff distance between the borders in working pixels, 0 or more; the frame's diagonal where one is empty.</summary>
    public required double Hausdorff95 { get; init; }

    /// <summary>The mean of every measure.</summary>
    /// <param name="scores">Scores of equal weight.</param>
    /// <returns>The means, or null where there is no score.</returns>
    public static RegionScore? Mean(IEnumerable<RegionScore> scores)
    {
        RegionScore[] all = [.. scores];
        return all.Length == 0
            ? null
            : new RegionScore
            {
                Dice = all.Average(score => score.Dice),
                Jaccard = all.Average(score => score.Jaccard),
                Hausdorff95 = all.Average(score => score.Hausdorff95),
            };
    }
}
