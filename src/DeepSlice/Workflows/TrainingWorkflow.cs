using DeepSlice.Atlases;
using DeepSlice.Export.TensorBoard;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Trains the networks of a plan in a run folder, and writes a report.</summary>
internal static class TrainingWorkflow
{
    private const int AugmentedSlices = 16;

    /// <summary>Trains, or resumes a stopped run in the folder. A cascade trains its whole-slice network first, in <see cref="RunFolder.Whole"/>.</summary>
    /// <remarks>The slices are split once; both networks of a cascade train and validate on the same slices.</remarks>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">The plan; saved in the folder if no training has begun there.</param>
    /// <param name="folder">The run folder; created if missing.</param>
    /// <param name="progress">Gets every event of the run; may be null.</param>
    /// <param name="cancellationToken">Stops after the current step; a checkpoint and a model remain.</param>
    /// <param name="atlases">The atlases of the plan; null for none.</param>
    /// <returns>The epochs of the run, those of earlier sessions among them.</returns>
    /// <exception cref="ArgumentException">The plan does not fit the dataset, as <see cref="Require"/> says.</exception>
    /// <exception cref="InvalidDataException">The folder holds a run of another plan or of other slices, or the loss is not finite.</exception>
    /// <exception cref="IOException">Another training is running in the folder, or it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; it can be resumed.</exception>
    public static TrainingHistory Run(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken, IReadOnlyList<AtlasRegions>? atlases = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Require(dataset, plan, atlases);
        using IDisposable reserved = folder.Reserve(plan);
        TrainingSplit split = TrainingSplit.Make(dataset, plan, atlases);
        if (plan.Whole is null)
        {
            return new TrainingHistory([], Train(split, plan, folder, whole: null, progress, cancellationToken));
        }

        TrainingPlan first = plan.WholeStage();
        using IDisposable alsoReserved = folder.Whole.Reserve(first);
        int epochs = first.Epochs + plan.Epochs;
        IReadOnlyList<EpochRecord> ofWhole = Train(split.Bin(plan.CoarseBinning), first, folder.Whole, whole: null, StageProgress.Of(progress, before: 0, epochs), cancellationToken);
        using SegmentationModel whole = ModelFile.Read(folder.Whole.ModelFile, Device.Parse(plan.Device));
        return new TrainingHistory(ofWhole, Train(split, plan, folder, whole, StageProgress.Of(progress, before: first.Epochs, epochs), cancellationToken));
    }

    /// <summary>Checks that a plan fits a dataset and this machine, before anything is written.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="atlases">The atlases of the plan; null for none.</param>
    /// <exception cref="ArgumentException">The plan is for another number of regions, names a device that is missing, or leaves no slice to train on.</exception>
    public static void Require(SliceDataset dataset, TrainingPlan plan, IReadOnlyList<AtlasRegions>? atlases = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(plan);
        foreach (NetworkPlan network in plan.Whole is { } whole ? [plan.Network, whole.Network] : (NetworkPlan[])[plan.Network])
        {
            int context = plan.Whole is not null && network == plan.Network ? dataset.Catalog.Count : 0;
            if (network.RegionCount != dataset.Catalog.Count)
            {
                throw new ArgumentException($"expected a plan for the {dataset.Catalog.Count} regions of the dataset, got one for {network.RegionCount}; make a new plan for this dataset", nameof(plan));
            }

            if (network.ContextPlanes != context)
            {
                throw new ArgumentException(
                    $"expected a network with {context} context planes in configuration {plan.Configuration.ToString().ToLowerInvariant()}, got {network.ContextPlanes}; make a new plan for this dataset", nameof(plan));
            }
        }

        if (plan.Preprocessing is { } planned && (planned.Binning != dataset.Binning || planned.Channel != dataset.Preprocessing.Channel))
        {
            throw new ArgumentException(
                $"expected slices at binning {planned.Binning} as in the plan, got a dataset at binning {dataset.Binning}, or of another channel; plan again for this dataset, or remove 'preprocessing' from the plan", nameof(plan));
        }

        if (plan.TissueLength is not null && plan.Configuration != Configuration.Whole)
        {
            throw new ArgumentException("expected a whole-slice network with tissueLength, got a patch network or a cascade; set tissueLength=null, or plan without patches", nameof(plan));
        }

        RequireAtlases(dataset, plan, atlases ?? []);
        PrecisionTrial.Require(plan, Device.Parse(plan.Device));
        if (plan.Atlas is null)
        {
            _ = TrainingSplit.Make(dataset, plan); // with atlases, whose sections take long to make, any dataset can be split
        }
    }

    private static void RequireAtlases(SliceDataset dataset, TrainingPlan plan, IReadOnlyList<AtlasRegions> atlases)
    {
        string[] wanted = [.. plan.Atlas?.Names ?? []];
        string[] given = [.. atlases.Select(mapped => mapped.Atlas.Name)];
        if (!wanted.SequenceEqual(given, StringComparer.Ordinal))
        {
            throw new ArgumentException($"expected the atlases of the plan ({string.Join(", ", wanted)}), got {(given.Length > 0 ? string.Join(", ", given) : "none")}; give --atlas for each of them, in this order", nameof(atlases));
        }

        if (plan.Atlas is not null && plan.TissueLength is null)
        {
            throw new ArgumentException("expected a tissueLength for sections of atlases, got none; plan again with --atlas and without --configuration", nameof(plan));
        }

        if (atlases.FirstOrDefault(mapped => !mapped.Catalog.HasSameRegions(dataset.Catalog)) is { } other)
        {
            throw new ArgumentException(
                $"expected the regions of the dataset ({dataset.Catalog.Keys}), got {other.Catalog.Keys} of atlas {other.Atlas.Name}; give --regions with the same keys in this order", nameof(atlases));
        }
    }

    private static IReadOnlyList<EpochRecord> Train(
        TrainingSplit split, TrainingPlan plan, RunFolder folder, SegmentationModel? whole, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken)
    {
        Raster<RegionColor> augmented = ContactSheet.Render(AugmentationPreview.Make(split, plan, AugmentedSlices));
        PngFile.Write(folder.AugmentationFile, augmented);
        IProgress<TrainingEvent>? told = folder.LogsEvents ? new EventLog(folder.EventFolder, augmented, TimeProvider.System, progress) : progress;
        IReadOnlyList<EpochRecord> history = Trainer.Train(split, plan, folder, whole, told, cancellationToken);
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Parse(plan.Device));
        TrainingReportContent content = TrainingSummary.Make(split, plan, history, model, folder, cancellationToken) with { AugmentationSheet = augmented };
        if (content.Validation is { } scores)
        {
            ReportFile.Write(folder.ValidationFile, ScoreFiles.ToJson(scores));
        }

        ReportFile.Write(folder.ReportFile, TrainingReport.Render(content));
        return history;
    }

    /// <summary>Counts the epochs of one network of a cascade as epochs of the run.</summary>
    private sealed class StageProgress(IProgress<TrainingEvent> outer, int before, int epochs) : IProgress<TrainingEvent>
    {
        public static StageProgress? Of(IProgress<TrainingEvent>? outer, int before, int epochs) => outer is null ? null : new StageProgress(outer, before, epochs);

        public void Report(TrainingEvent value) =>
            outer.Report(value is TrainingEvent.EpochDone done ? done with { Done = before + done.Done, Epochs = epochs } : value);
    }
}
