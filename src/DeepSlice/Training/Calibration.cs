using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Fits the temperature of a model's probabilities on held-out slices.</summary>
internal static class Calibration
{
    // By default half of the variations get an artifact, each a different one; with few slices, fewer variations would be too few samples.
    private const int Variations = 8;

    /// <summary>Compares predictions with annotations on the clean slices and on variations with the plan's artifacts.</summary>
    /// <param name="model">A model of temperature 1; the caller disposes it.</param>
    /// <param name="slices">Annotated slices that it was not trained on.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="cancellationToken">Checked before each variation, batch and tile.</param>
    /// <returns>The scan; empty if there is no slice.</returns>
    public static TemperatureScan Scan(SegmentationModel model, IReadOnlyList<Slice> slices, TrainingPlan plan, CancellationToken cancellationToken)
    {
        var scan = new TemperatureScan();
        foreach (HeldOutPrediction held in Predict(model, slices, plan, Variations, cancellationToken))
        {
            scan.Add(held.Prediction, held.Truth, held.Damage);
        }

        return scan;
    }

    /// <summary>Predicts the clean slices and variations with the plan's artifacts, one after the other.</summary>
    /// <param name="model">The model; the caller disposes it.</param>
    /// <param name="slices">Annotated slices that it was not trained on.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="variations">Number of variations of each slice; those that get no artifact are left out.</param>
    /// <param name="cancellationToken">Checked before each variation, batch and tile.</param>
    public static IEnumerable<HeldOutPrediction> Predict(
        SegmentationModel model, IReadOnlyList<Slice> slices, TrainingPlan plan, int variations, CancellationToken cancellationToken)
    {
        var predictor = new SlicePredictor(model, new PredictionOptions());
        var artifacts = new RandomArtifacts(plan.Augmentation.Artifacts);
        foreach (Slice slice in slices)
        {
            var made = new Queue<SliceSample>();
            RandomStream random = new RandomStream(plan.Seed).Derive("calibration").Derive(slice.Id);
            IEnumerable<Raster<float>> images = Samples(slice, artifacts, random, variations).Select(sample =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                made.Enqueue(sample);
                return sample.Image;
            });
            foreach (SlicePrediction prediction in predictor.PredictEach(images, cancellationToken))
            {
                SliceSample sample = made.Dequeue();
                yield return new HeldOutPrediction(prediction, new RegionMap(model.Catalog, sample.Labels!)) { Damage = sample.Damage };
            }
        }
    }

    // Made as they are taken, because those of a large slice do not fit in memory together.
    private static IEnumerable<SliceSample> Samples(Slice slice, RandomArtifacts artifacts, RandomStream random, int variations)
    {
        var whole = new SliceSample(slice.Image, slice.Regions!.Indices) { Damage = slice.Damage };
        yield return whole;
        for (int i = 0; i < variations; i++)
        {
            SliceSample sample = artifacts.Apply(whole, random.Derive((ulong)i));
            if (sample != whole)
            {
                yield return sample;
            }
        }
    }
}
