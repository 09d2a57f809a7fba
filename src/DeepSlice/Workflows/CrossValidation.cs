using DeepSlice.Evaluation;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;
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
        Slice[] annotated = [.. dataset.Slices.Where(slice => slice is { Regions: not null, Split: not SliceSplit.Test })];
        Ensure.InRange(folds, 2, annotated.Length);
        int[] order = [.. Enumerable.Range(0, annotated.Length)];
        new RandomStream(plan.Seed).Derive("folds").Shuffle<int>(order);
        var compared = new ComparedSlice[annotated.Length];
        for (int fold = 0; fold < folds; fold++)
        {
            int number = fold + 1;
            int[] heldOut = [.. order.Where((_, place) => place % folds == fold)];
            var report = progress is null ? null : new FoldProgress(number, progress);
            Predict(Train(dataset, annotated, heldOut, plan, new RunFolder(Path.Combine(folder.Path, $"fold-{number}")), report, cancellationToken));

            void Predict(string modelPath)
            {
                using SegmentationModel model = ModelFile.Read(modelPath, Device.Parse(plan.Device));
                IReadOnlyList<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions())
                    .Predict([.. heldOut.Select(place => annotated[place].Image)], cancellationToken);
                foreach ((int place, SlicePrediction prediction) in heldOut.Zip(predictions))
                {
                    Slice slice = annotated[place];
                    compared[place] = new ComparedSlice(slice.Id, slice.Image, prediction.Regions, slice.Regions!);
                }
            }
        }

        string title = $"{folds}-fold cross-validation: {dataset.Provenance}";
        return EvaluationWorkflow.Run(folder.Path, Path.GetFileName(folder.ReportFile), title, compared, cancellationToken);
    }

    private static string Train(
        SliceDataset dataset, Slice[] annotated, int[] heldOut, TrainingPlan plan, RunFolder folder, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken)
    {
        HashSet<string> ids = [.. heldOut.Select(place => annotated[place].Id)];
        SliceDataset without = dataset with { Slices = [.. dataset.Slices.Where(slice => !ids.Contains(slice.Id))] };
        if (!File.Exists(folder.PlanFile))
        {
            folder.Begin(plan);
        }

        TrainingWorkflow.Run(without, folder.ReadPlan(), folder, progress, cancellationToken);
        return folder.ModelFile;
    }

    private sealed class FoldProgress(int fold, IProgress<(int Fold, TrainingEvent Event)> outer) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value) => outer.Report((fold, value));
    }
}
