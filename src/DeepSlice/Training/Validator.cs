using DeepSlice.Metrics;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Scores a model on the held-out slices.</summary>
/// <param name="slices">Annotated slices that are not used for training.</param>
/// <param name="precision">Precision of convolutions.</param>
internal sealed class Validator(IReadOnlyList<Slice> slices, Precision precision)
{
    /// <summary>Whether there are held-out slices.</summary>
    public bool HasSlices => slices.Count > 0;

    /// <summary>Mean Dice over slices (each the mean over its regions), and per region over the slices that have it.</summary>
    public (double Mean, IReadOnlyDictionary<string, double> Regions) Score(SegmentationModel model, CancellationToken cancellationToken)
    {
        var predictor = new SlicePredictor(model, new PredictionOptions { Precision = precision, KeepProbabilities = false });
        IEnumerable<SlicePrediction> predictions = predictor.PredictEach(slices.Select(slice => slice.Image), cancellationToken);
        var byRegion = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var bySlice = new List<double>();
        foreach ((Slice slice, SlicePrediction prediction) in slices.Zip(predictions))
        {
            var confusion = new RegionConfusion(prediction.Regions, slice.Regions!);
            var dices = new List<double>();
            foreach (Region region in model.Catalog.Annotated)
            {
                RegionOverlap overlap = confusion.Overlap(region);
                if (!overlap.IsAbsent)
                {
                    dices.Add(overlap.Dice);
                    (byRegion.TryGetValue(region.Key, out List<double>? list) ? list : byRegion[region.Key] = []).Add(overlap.Dice);
                }
            }

            if (dices.Count > 0)
            {
                bySlice.Add(dices.Average());
            }
        }

        return (bySlice.DefaultIfEmpty(0).Average(), byRegion.ToDictionary(pair => pair.Key, pair => pair.Value.Average(), StringComparer.Ordinal));
    }
}
