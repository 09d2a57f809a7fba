using DeepSlice.Atlases;
using DeepSlice.Evaluation;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>
/// Trains one model per fold, without the slices of that fold, and scores every slice with the model that has not seen it,
/// neither in training nor in validation, in any of its networks.
/// </summary>
internal static class CrossValidation
{
    // More than the temperature needs: bad slices are rare.
    private const int JudgedVariations = 24;

    /// <summary>Runs all folds; finished ones in the folder are not trained again.</summary>
    /// <remarks>
    /// Unless the plan states a temperature, each fold's model gets the temperature fitted to the held-out slices of all other folds, so that no temperature is
    /// fitted to the slices it is applied to. So are the thresholds of its flags. Temperature and thresholds fitted to all folds, for a model trained on all
    /// slices, are written to <c>calibration.json</c>.
    /// </remarks>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">The plan of every fold.</param>
    /// <param name="folder">The run folder; the folds train in <c>fold-1</c>, <c>fold-2</c> … in it.</param>
    /// <param name="folds">2 … number of annotated slices.</param>
    /// <param name="progress">Gets every event with the fold's number from 1; may be null.</param>
    /// <param name="cancellationToken">Stops after the current step, batch or tile.</param>
    /// <param name="atlases">The atlases of the plan; null for none.</param>
    /// <returns>The scores of all annotated slices.</returns>
    /// <exception cref="IOException">Another training is running in the folder, or it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; it can be resumed.</exception>
    public static ScoreTable Run(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, int folds, IProgress<(int Fold, TrainingEvent Event)>? progress, CancellationToken cancellationToken,
        IReadOnlyList<AtlasRegions>? atlases = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        IReadOnlyList<IReadOnlyList<Slice>> heldOut = Split(dataset, folds, plan.Seed);
        using IDisposable reserved = folder.Reserve(plan);
        for (int fold = 0; fold < folds; fold++)
        {
            FoldProgress? told = progress is null ? null : new FoldProgress(fold + 1, progress);
            TrainingWorkflow.Run(Without(dataset, heldOut[fold]), plan, folder.Fold(fold), told, cancellationToken, atlases);
        }

        int threads = TorchRuntime.Threads;
        try
        {
            TorchRuntime.Threads = plan.Threads > 0 ? plan.Threads : threads;
            Calibrate(folder, heldOut, plan, cancellationToken);
            return Score(dataset, plan, folder, heldOut, cancellationToken);
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }
    }

    /// <summary>Trains one fold, also while other processes train the others; <see cref="Run"/> then finds it finished.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">The plan of every fold.</param>
    /// <param name="folder">The run folder; the fold trains in <c>fold-1</c>, <c>fold-2</c> … in it.</param>
    /// <param name="folds">2 … number of annotated slices.</param>
    /// <param name="fold">Number of the fold, from 1.</param>
    /// <param name="progress">Gets every event; may be null.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <param name="atlases">The atlases of the plan; null for none.</param>
    /// <returns>The epochs of the fold.</returns>
    /// <exception cref="InvalidDataException">The folder has another plan.</exception>
    /// <exception cref="IOException">Another training is running in the folder of the fold, or it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; it can be resumed.</exception>
    public static TrainingHistory TrainFold(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, int folds, int fold, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken,
        IReadOnlyList<AtlasRegions>? atlases = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        IReadOnlyList<IReadOnlyList<Slice>> heldOut = Split(dataset, folds, plan.Seed);
        Ensure.InRange(fold, 1, folds);
        folder.Keep(plan);
        return TrainingWorkflow.Run(Without(dataset, heldOut[fold - 1]), plan, folder.Fold(fold - 1), progress, cancellationToken, atlases);
    }

    /// <summary>The slices that each fold holds out; every annotated slice that is not marked as test is in one of them.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="folds">2 … number of annotated slices.</param>
    /// <param name="seed">Seed of the plan.</param>
    /// <returns>The slices of each fold, the first fold first.</returns>
    /// <exception cref="ArgumentException">The number of folds is out of range.</exception>
    public static IReadOnlyList<IReadOnlyList<Slice>> Split(SliceDataset dataset, int folds, ulong seed)
    {
        RequireFolds(dataset, folds);
        Slice[] order = Annotated(dataset);
        new RandomStream(seed).Derive("folds").Shuffle<Slice>(order);
        return [.. Enumerable.Range(0, folds).Select(fold => (IReadOnlyList<Slice>)[.. order.Where((_, place) => place % folds == fold)])];
    }

    /// <summary>Requires that a dataset can be split into a number of folds.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="folds">2 … number of annotated slices.</param>
    /// <exception cref="ArgumentException">The number is out of range.</exception>
    public static void RequireFolds(SliceDataset dataset, int folds)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        int most = Annotated(dataset).Length;
        if (folds < 2 || folds > most)
        {
            throw new ArgumentException(most < 2
                ? $"expected two annotated slices or more to cross-validate, got {most}; annotate more slices, or omit --folds"
                : $"expected 2 to {most} folds for {Counted.Of(most, "annotated slice")}, got {folds}; give --folds in this range", nameof(folds));
        }
    }

    private static Slice[] Annotated(SliceDataset dataset) =>
        [.. dataset.Slices.Where(slice => slice is { Regions: not null, Split: not SliceSplit.Test })];

    /// <summary>The dataset without the slices that a fold holds out.</summary>
    internal static SliceDataset Without(SliceDataset dataset, IReadOnlyList<Slice> heldOut)
    {
        HashSet<string> ids = [.. heldOut.Select(slice => slice.Id)];
        return dataset with { Slices = [.. dataset.Slices.Where(slice => !ids.Contains(slice.Id))] };
    }

    private static void Calibrate(RunFolder folder, IReadOnlyList<IReadOnlyList<Slice>> heldOut, TrainingPlan plan, CancellationToken cancellationToken)
    {
        TemperatureScan[] scans = [.. heldOut.Select((slices, fold) => Scan(folder.Fold(fold), slices, plan, cancellationToken))];
        double TemperatureWithout(int fold) => plan.Temperature ?? Joined(scans.Where((_, other) => other != fold)).Best;
        HeldOutSlice[][] judged = [.. heldOut.Select((slices, fold) => Judge(folder.Fold(fold), TemperatureWithout(fold), slices, plan, cancellationToken))];
        for (int fold = 0; fold < scans.Length; fold++)
        {
            using SegmentationModel model = Read(folder.Fold(fold), plan, TemperatureWithout(fold));
            ModelFile.Write(folder.Fold(fold).ModelFile, model with { Flags = FlagFit.FitOthers(judged, fold) });
        }

        TemperatureScan all = Joined(scans);
        double temperature = plan.Temperature ?? Math.Round(all.Best, 3);
        var found = new CalibrationFile { Temperature = temperature, LossBefore = all.Loss(1), Loss = all.Loss(temperature), Flags = FlagFit.FitFolds(judged) };
        found.Write(folder.Path);
    }

    private static TemperatureScan Scan(RunFolder folder, IReadOnlyList<Slice> heldOut, TrainingPlan plan, CancellationToken cancellationToken)
    {
        using SegmentationModel model = Read(folder, plan, temperature: 1);
        return Calibration.Scan(model, heldOut, plan, cancellationToken);
    }

    private static HeldOutSlice[] Judge(RunFolder folder, double temperature, IReadOnlyList<Slice> heldOut, TrainingPlan plan, CancellationToken cancellationToken)
    {
        using SegmentationModel model = Read(folder, plan, temperature);
        return [.. Calibration.Predict(model, heldOut, plan, JudgedVariations, cancellationToken).Select(HeldOutSlice.Of)];
    }

    private static TemperatureScan Joined(IEnumerable<TemperatureScan> scans)
    {
        var joined = new TemperatureScan();
        foreach (TemperatureScan scan in scans)
        {
            joined.Add(scan);
        }

        return joined;
    }

    private static SegmentationModel Read(RunFolder folder, TrainingPlan plan, double temperature) =>
        ModelFile.Read(folder.ModelFile, Device.Parse(plan.Device)) with { Temperature = temperature };

    private static ScoreTable Score(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, IReadOnlyList<IReadOnlyList<Slice>> heldOut, CancellationToken cancellationToken)
    {
        var compared = new Dictionary<string, ComparedSlice>(StringComparer.Ordinal);
        var scores = new Dictionary<string, SliceScore>(StringComparer.Ordinal);
        var scorer = new MapScorer();
        for (int fold = 0; fold < heldOut.Count; fold++)
        {
            foreach (ComparedSlice slice in Predict(folder.Fold(fold), dataset, heldOut[fold], Device.Parse(plan.Device), cancellationToken))
            {
                // The probabilities of all slices at once may not fit in memory.
                compared.Add(slice.Id, slice with { Probabilities = null });
                scores.Add(slice.Id, scorer.Score(slice));
            }
        }

        var head = new ReportHead($"{heldOut.Count}-fold cross-validation: {dataset.Provenance}") { CommandLine = folder.CommandLine, Preprocessing = dataset.Preprocessing };
        string[] ids = [.. Annotated(dataset).Select(slice => slice.Id)];
        var result = new ScoreTable(dataset.Catalog, Measures.OfMaps, [.. ids.Select(id => scores[id])]);
        EvaluationWorkflow.Write(folder.Path, Path.GetFileName(folder.ReportFile), head, result, [.. ids.Select(id => compared[id])]);
        return result;
    }

    private static IEnumerable<ComparedSlice> Predict(
        RunFolder folder, SliceDataset dataset, IReadOnlyList<Slice> heldOut, Device device, CancellationToken cancellationToken)
    {
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, device);
        IEnumerable<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions()).PredictEach(heldOut.Select(slice => slice.Image), cancellationToken);
        foreach ((Slice slice, SlicePrediction prediction) in heldOut.Zip(predictions))
        {
            yield return ComparedSlice.Of(dataset, slice, prediction.Regions, prediction.Probabilities) with
            {
                Confidence = prediction.Confidence,
                IsFlagged = model.Flags.Flag(prediction.Confidence, prediction.WeakestConfidence),
            };
        }
    }

    private sealed class FoldProgress(int fold, IProgress<(int Fold, TrainingEvent Event)> outer) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value) => outer.Report((fold, value));
    }
}
