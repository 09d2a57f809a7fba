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

    /// <summary>α-SMD of the two pixel sets, bidirectional, summed over the pixels of the slice, in working pixels; see <see cref="Metrics.AlphaSmd"/>.</summary>
    public required double AlphaSmd { get; init; }

    /// <summary>α-AMD: the same per pixel of the slice, in working pixels.</summary>
    public required double AlphaAmd { get; init; }

    /// <summary>α-AMD over cardinality: the mean distance of a pixel of one set to the other set, in working pixels; the frame's diagonal where one is empty.</summary>
    public required double AlphaAmdCardinality { get; init; }

    /// <summary><see cref="AlphaSmd"/> in micrometres; null where the size of a pixel is unknown.</summary>
    public double? AlphaSmdMicrometres { get; init; }

    /// <summary><see cref="AlphaAmd"/> in micrometres; null where the size of a pixel is unknown.</summary>
    public double? AlphaAmdMicrometres { get; init; }

    /// <summary><see cref="AlphaAmdCardinality"/> in micrometres; null where the size of a pixel is unknown.</summary>
    public double? AlphaAmdCardinalityMicrometres { get; init; }

    /// <summary>α-SMD of the region's probability and the annotation at 31 levels, in working pixels; null where no probability is known.</summary>
    public double? AlphaSmd31 { get; init; }

    /// <summary>α-AMD of the region's probability and the annotation at 31 levels, in working pixels; null where no probability is known.</summary>
    public double? AlphaAmd31 { get; init; }

    /// <summary>The mean of every measure over the scores that have it.</summary>
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
                AlphaSmd = all.Average(score => score.AlphaSmd),
                AlphaAmd = all.Average(score => score.AlphaAmd),
                AlphaAmdCardinality = all.Average(score => score.AlphaAmdCardinality),
                AlphaSmdMicrometres = all.Average(score => score.AlphaSmdMicrometres),
                AlphaAmdMicrometres = all.Average(score => score.AlphaAmdMicrometres),
                AlphaAmdCardinalityMicrometres = all.Average(score => score.AlphaAmdCardinalityMicrometres),
                AlphaSmd31 = all.Average(score => score.AlphaSmd31),
                AlphaAmd31 = all.Average(score => score.AlphaAmd31),
            };
    }
}
