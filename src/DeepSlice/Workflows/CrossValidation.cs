using DeepSlice.Evaluation;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>
/// Trains as many networks as there are folds, each without one fold of the slices, and scores every slice by the network that has
/// never seen it: neither trained on it, nor stopped or chosen by it.
/// </summary>
public static class CrossValidation
{
    /// <summary>Runs all folds; those already finished in the folder are not trained again.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">The plan of every fold.</param>
    /// <param name="folder">Each fold trains in <c>fold-1</c>, <c>fold-2</c> … below it.</param>
    /// <param name="folds">2 … number of annotated slices.</param>
    /// <param name="progress">Told of every epoch, with the fold's number from 1; may be null.</param>
    /// <param name="cancellationToken">Stops after the step at hand.</param>
    /// <returns>The scores of all annotated slices.</returns>
    public static EvaluationResult Run(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, int folds, IProgress<(int Fold, TrainingEvent Event)>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        RequireFolds(dataset, folds);
        Slice[] annotated = Annotated(dataset);
        int[] order = [.. Enumerable.Range(0, annotated.Length)];
        new RandomStream(plan.Seed).Derive("folds").Shuffle<int>(order);
        var compared = new ComparedSlice[annotated.Length];
        var scores = new SliceScore[annotated.Length];
        for (int fold = 0; fold < folds; fold++)
        {
            int[] heldOut = [.. order.Where((_, place) => place % folds == fold)];
            FoldProgress? told = progress is null ? null : new FoldProgress(fold + 1, progress);
            var run = new RunFolder(Path.Combine(folder.Path, $"fold-{fold + 1}"));
            Train(dataset, annotated, heldOut, plan, run, told, cancellationToken);
            ComparedSlice[] slices = Predict(run, dataset, [.. heldOut.Select(place => annotated[place])], Device.Parse(plan.Device), cancellationToken);
            EvaluationResult ofFold = Evaluator.Compare(slices, cancellationToken);
            for (int i = 0; i < heldOut.Length; i++)
            {
                // Probabilities of all folds at once may not fit the memory.
                compared[heldOut[i]] = slices[i] with { Probabilities = null };
                scores[heldOut[i]] = ofFold.Slices[i];
            }
        }

        string title = $"{folds}-fold cross-validation: {dataset.Provenance}";
        var result = new EvaluationResult(dataset.Catalog, scores);
        EvaluationWorkflow.Write(folder.Path, Path.GetFileName(folder.ReportFile), title, result, compared);
        return result;
    }

    /// <summary>Requires that a data set can be cut into so many folds.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="folds">2 … number of annotated slices.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static void RequireFolds(SliceDataset dataset, int folds)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Ensure.InRange(folds, 2, Annotated(dataset).Length);
    }

    private static Slice[] Annotated(SliceDataset dataset) =>
        [.. dataset.Slices.Where(slice => slice is { Regions: not null, Split: not SliceSplit.Test })];

    private static void Train(
        SliceDataset dataset, Slice[] annotated, int[] heldOut, TrainingPlan plan, RunFolder folder, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken)
    {
        HashSet<string> ids = [.. heldOut.Select(place => annotated[place].Id)];
        SliceDataset without = dataset with { Slices = [.. dataset.Slices.Where(slice => !ids.Contains(slice.Id))] };
        if (!File.Exists(folder.PlanFile))
        {
            folder.Begin(plan);
        }

        TrainingWorkflow.Run(without, folder.ReadPlan(), folder, progress, cancellationToken);
    }

    private static ComparedSlice[] Predict(RunFolder folder, SliceDataset dataset, Slice[] heldOut, Device device, CancellationToken cancellationToken)
    {
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, device);
        IReadOnlyList<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions())
            .Predict([.. heldOut.Select(slice => slice.Image)], cancellationToken);
        return [.. heldOut.Zip(predictions, (slice, prediction) => ComparedSlice.Of(dataset, slice, prediction.Regions, prediction.Probabilities))];
    }

    private sealed class FoldProgress(int fold, IProgress<(int Fold, TrainingEvent Event)> outer) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value) => outer.Report((fold, value));
    }
}
