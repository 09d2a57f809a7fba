using DeepSlice.Formats;
using DeepSlice.Imaging;
using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Reports;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Trains in a run folder and leaves a report there.</summary>
public static class TrainingWorkflow
{
    /// <summary>Trains, or goes on where the folder holds a stopped run; a combined run trains its whole-slice network first, in a run of its own below the folder.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="folder">Run folder, begun by <see cref="RunFolder.Begin"/>.</param>
    /// <param name="progress">Told of every epoch; may be null.</param>
    /// <param name="cancellationToken">Stops after the step at hand; model and checkpoint of what is done remain.</param>
    /// <returns>The epochs of the run.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped; it can be resumed.</exception>
    public static IReadOnlyList<EpochRecord> Run(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (plan.Whole is { } whole)
        {
            RunFolder first = folder.Whole;
            if (!File.Exists(first.PlanFile))
            {
                first.Begin(whole);
            }

            int epochs = whole.Epochs + plan.Epochs;
            Run(CoarseSlices.Bin(dataset, plan.CoarseBinning), whole, first, PartProgress.Of(progress, before: 0, epochs), cancellationToken);
            progress = PartProgress.Of(progress, before: whole.Epochs, epochs);
        }

        Raster<RegionColor> augmented = ContactSheet.Render(AugmentationPreview.Make(dataset, plan, 16));
        PngFile.Write(folder.AugmentationFile, augmented);
        IReadOnlyList<EpochRecord> history = Trainer.Train(dataset, plan, folder, progress, cancellationToken);
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Parse(plan.Device));
        TrainingReportContent content = TrainingSummary.Make(dataset, plan, history, model) with { AugmentationSheet = augmented };
        ReportFile.Write(folder.ReportFile, TrainingReport.Render(content));
        return history;
    }

    /// <summary>Counts the epochs of one part of a run as epochs of the whole run.</summary>
    private sealed class PartProgress(IProgress<TrainingEvent> outer, int before, int epochs) : IProgress<TrainingEvent>
    {
        public static PartProgress? Of(IProgress<TrainingEvent>? outer, int before, int epochs) => outer is null ? null : new PartProgress(outer, before, epochs);

        public void Report(TrainingEvent value) =>
            outer.Report(value is TrainingEvent.EpochDone done ? done with { Done = before + done.Done, Epochs = epochs } : value);
    }
}
