using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Scores;
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
        ScoreTable scores = new MapScorer([Measures.Dice]).ScoreAll(
            slices.Zip(predictions, (slice, prediction) => new ComparedSlice(slice.Id, slice.Image, prediction.Regions, slice.Regions!).Without(slice.Damage)), cancellationToken);
        return (scores.Dice ?? 0, scores.RegionMeans.ToDictionary(region => region.Key, region => region.Value.Dice, StringComparer.Ordinal));
    }
}
