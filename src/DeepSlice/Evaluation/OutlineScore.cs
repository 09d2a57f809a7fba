namespace DeepSlice.Evaluation;

/// <summary>How well a predicted outline of a region agrees with the annotated one, in full-resolution pixels; or the mean of such agreements.</summary>
/// <remarks>A region that is in neither has no score.</remarks>
public sealed record OutlineScore
{
    /// <summary>Dice coefficient 2|P∩T| ÷ (|P|+|T|) of the exact areas, 0 … 1; 0 where one of the two is empty.</summary>
    public required double Dice { get; init; }

    /// <summary>Jaccard index |P∩T| ÷ |P∪T| of the exact areas, 0 … 1; 0 where one of the two is empty.</summary>
    public required double Jaccard { get; init; }

    /// <summary>Annotated area in full-resolution pixels.</summary>
    public required double AnnotatedArea { get; init; }

    /// <summary>Predicted area in full-resolution pixels.</summary>
    public required double PredictedArea { get; init; }

    /// <summary>Area that is both, in full-resolution pixels.</summary>
    public required double SharedArea { get; init; }

    /// <summary>95 % Hausdorff distance of the borders in full-resolution pixels: the greater of both directions; null where one of the two is empty.</summary>
    public double? Hausdorff95 { get; init; }

    /// <summary>Average distance of a point of either border to the other border, in full-resolution pixels; null where one of the two is empty.</summary>
    public double? SurfaceDistance { get; init; }

    /// <summary>Side of a full-resolution pixel in micrometres; null where unknown.</summary>
    public double? MicrometresPerPixel { get; init; }

    /// <summary>The mean of every measure over the scores that have it.</summary>
    /// <param name="scores">Scores of equal weight.</param>
    /// <returns>The means, or null where there is no score.</returns>
    public static OutlineScore? Mean(IEnumerable<OutlineScore> scores)
    {
        OutlineScore[] all = [.. scores];
        return all.Length == 0
            ? null
            : new OutlineScore
            {
                Dice = all.Average(score => score.Dice),
                Jaccard = all.Average(score => score.Jaccard),
                AnnotatedArea = all.Average(score => score.AnnotatedArea),
                PredictedArea = all.Average(score => score.PredictedArea),
                SharedArea = all.Average(score => score.SharedArea),
                Hausdorff95 = all.Average(score => score.Hausdorff95),
                SurfaceDistance = all.Average(score => score.SurfaceDistance),
                MicrometresPerPixel = all[0].MicrometresPerPixel,
            };
    }
}
