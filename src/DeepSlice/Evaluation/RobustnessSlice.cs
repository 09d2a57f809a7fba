using System.Text.Json.Serialization;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>How well a model has found the regions of one slice, as a scorecard counts it.</summary>
public sealed record RobustnessSlice
{
    /// <summary>A region with a smaller Dice than this is a catastrophe: its numbers would be of no use.</summary>
    public const double CatastropheBelow = 0.5;

    /// <summary>Id of the slice.</summary>
    public required string Id { get; init; }

    /// <summary>Dice, 0 … 1, by region key in the catalogue's order, of each region that the slice has.</summary>
    public required IReadOnlyDictionary<string, double> Dice { get; init; }

    /// <summary>Keys of the regions that the slice does not have, or has lost, and that the model has drawn all the same.</summary>
    public IReadOnlyList<string> Imagined { get; init; } = [];

    /// <summary>How sure the model was of what it found, 0 … 1, as <see cref="Prediction.SlicePrediction.Confidence"/>; null where it found no region.</summary>
    public double? Confidence { get; init; }

    /// <summary>Mean over the regions that the slice has, 0 … 1; null where it has none.</summary>
    [JsonIgnore]
    public double? MeanDice => Dice.Count == 0 ? null : Dice.Values.Average();

    /// <summary>Number of regions that the slice has and whose Dice is below <see cref="CatastropheBelow"/>.</summary>
    [JsonIgnore]
    public int Failed => Dice.Values.Count(dice => dice < CatastropheBelow);

    /// <summary>Number of catastrophes: regions that failed, and imagined ones.</summary>
    [JsonIgnore]
    public int Catastrophes => Failed + Imagined.Count;

    /// <summary>Number of regions that could be catastrophes: those the slice has, and imagined ones.</summary>
    [JsonIgnore]
    public int Judged => Dice.Count + Imagined.Count;

    /// <summary>Scores a prediction.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="predicted">The prediction.</param>
    /// <param name="truth">What there is to be found; a region that is not in it has no Dice.</param>
    /// <param name="confidence">How sure the model was; null where it found no region.</param>
    /// <exception cref="ArgumentException">The sizes or the catalogues differ.</exception>
    public static RobustnessSlice Score(string id, RegionMap predicted, RegionMap truth, double? confidence = null)
    {
        var confusion = new RegionConfusion(predicted, truth);
        var dice = new Dictionary<string, double>(StringComparer.Ordinal);
        List<string> imagined = [];
        foreach (Region region in confusion.Catalog.Annotated)
        {
            RegionOverlap overlap = confusion.Overlap(region);
            if (overlap.TruthArea > 0)
            {
                dice.Add(region.Key, overlap.Dice);
            }
            else if (overlap.PredictedArea > 0)
            {
                imagined.Add(region.Key);
            }
        }

        return new RobustnessSlice { Id = id, Dice = dice, Imagined = imagined, Confidence = confidence };
    }
}
