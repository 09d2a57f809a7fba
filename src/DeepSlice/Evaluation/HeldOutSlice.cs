using DeepSlice.Metrics;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Evaluation;

/// <summary>Confidence and Dice of a slice that the model was not trained on, clean or with artifacts.</summary>
/// <param name="Regions">The regions that are predicted or annotated, in the order of the catalogue.</param>
internal sealed record HeldOutSlice(IReadOnlyList<HeldOutRegion> Regions)
{
    /// <summary>Mean confidence of the predicted regions; null if there is none.</summary>
    public double? Confidence { get; } = Regions.Average(region => region.Confidence);

    /// <summary>Lowest confidence of the predicted regions; null if there is none.</summary>
    public double? WeakestConfidence { get; } = Regions.Min(region => region.Confidence);

    /// <summary>Whether the slice must not be used unchecked: its mean Dice is below <see cref="Score.WeakBelow"/>, or a region failed or was predicted although absent.</summary>
    public bool IsBad { get; } = Regions.Average(region => (double?)region.Dice) < Score.WeakBelow || Regions.Any(region => region.Dice < Score.FailedBelow);

    /// <summary>Compares a prediction with its annotation.</summary>
    /// <param name="held">Prediction and annotation.</param>
    public static HeldOutSlice Of(HeldOutPrediction held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var confusion = new RegionConfusion(held.Prediction.Regions.Without(held.Damage), held.Truth.Without(held.Damage));
        return new HeldOutSlice([.. held.Truth.Catalog.Annotated.Select(Compare).OfType<HeldOutRegion>()]);

        HeldOutRegion? Compare(Region region)
        {
            RegionOverlap overlap = confusion.Overlap(region);
            return overlap.IsAbsent ? null : new HeldOutRegion(held.Prediction.Confidences[region.Index], overlap.Dice);
        }
    }
}
