using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Measures how sure of itself a model may be, on slices that it has not been trained on.</summary>
public static class Calibration
{
    // Half of the variations suffer an artifact by default, each another one: with a few slices, fewer would be chance.
    private const int Variations = 8;

    /// <summary>Predicts slices as they are, and varied as the plan's artifacts vary training slices, and compares with what is there.</summary>
    /// <param name="model">A model of temperature 1; stays its owner's.</param>
    /// <param name="slices">Annotated slices that it has not seen.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="cancellationToken">Looked at once a batch.</param>
    /// <returns>The scan; empty where there is no slice.</returns>
    public static TemperatureScan Scan(SegmentationModel model, IReadOnlyList<Slice> slices, TrainingPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(plan);
        var predictor = new SlicePredictor(model, new PredictionOptions());
        var artifacts = new RandomArtifacts(plan.Augmentation.Artifacts);
        var scan = new TemperatureScan();
        foreach (Slice slice in slices)
        {
            SliceSample[] samples = Samples(slice, artifacts, new RandomStream(plan.Seed).Derive("calibration").Derive(slice.Id));
            IEnumerable<SlicePrediction> predictions = predictor.PredictEach(samples.Select(sample => sample.Image), cancellationToken);
            foreach ((SliceSample sample, SlicePrediction prediction) in samples.Zip(predictions))
            {
                scan.Add(prediction, new RegionMap(model.Catalog, sample.Labels!));
            }
        }

        return scan;
    }

    private static SliceSample[] Samples(Slice slice, RandomArtifacts artifacts, RandomStream random)
    {
        var whole = new SliceSample(slice.Image, slice.Regions!.Indices);
        return [whole, .. Enumerable.Range(0, Variations).Select(i => artifacts.Apply(whole, random.Derive((ulong)i))).Where(sample => sample != whole)];
    }
}
