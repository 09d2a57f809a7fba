using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Trains on synthetic slices, outlines unseen ones and scores the outlines, in one folder.</summary>
internal static class Demonstration
{
    /// <summary>Folder, within the demonstration's, of the outlines of the shipped model.</summary>
    public const string ShippedFolder = "shipped";

    private const string ReportName = "report.html";
    private const int SizePixels = 96;
    private const int TrainingSlices = 48;
    private const int UnseenSlices = 12;
    private const ulong Seed = 1;

    // Only a folder with this file is cleared, because a user's own folders can have the same names.
    private const string Marker = "demonstration.txt";

    /// <summary>Runs the demonstration.</summary>
    /// <param name="folder">Created if missing; the files of an earlier demonstration are replaced, all others stay.</param>
    /// <param name="progress">Gets every event of the training; may be null.</param>
    /// <param name="say">Gets a description of each step.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>Scores of the trained network on unseen slices, and those of the shipped model.</returns>
    /// <exception cref="InvalidDataException">The folder holds files of something else.</exception>
    public static DemonstrationResult Run(string folder, IProgress<TrainingEvent>? progress, Action<string> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(say);
        Clear(folder);
        ReportFile.Write(Path.Combine(folder, Marker), "The folder of a DeepSlice demonstration; the next demonstration replaces its files.\n");
        string In(string name) => Path.Combine(folder, name);

        say($"drawing {TrainingSlices + UnseenSlices} synthetic slices with their annotations");
        var options = new PhantomOptions { SizePixels = SizePixels };
        SliceDataset all = PhantomGenerator.GenerateDataset(TrainingSlices + UnseenSlices, options, Seed, cancellationToken: cancellationToken);
        SliceDataset annotated = all with { Slices = [.. all.Slices.Take(TrainingSlices)] };
        SliceDataset unseen = all with { Slices = [.. all.Slices.Skip(TrainingSlices)] };
        DatasetFolder.Write(In("annotated"), annotated);
        DatasetFolder.Write(In("unseen"), unseen);

        say($"training a network on {TrainingSlices} of them");
        var run = new RunFolder(In("run"));
        TrainingPlan plan = Plan(annotated);
        TrainingWorkflow.Run(annotated, plan, run, progress, cancellationToken);

        say($"outlining {UnseenSlices} unseen slices");
        using (SegmentationModel model = ModelFile.Read(run.ModelFile, Device.Parse(plan.Device)))
        {
            PredictionWorkflow.Run(model, [In("unseen")], In("predictions"), OptionsFor(run.ModelFile), null, cancellationToken);
        }

        say("comparing the outlines with the annotations");
        IEnumerable<ComparedSlice> compared = PredictedRegions.Read(In("predictions"), unseen);
        ScoreTable trained = EvaluationWorkflow.Run(
            folder, ReportName, new ReportHead("Demonstration: held-out synthetic slices") { Preprocessing = unseen.Preprocessing }, compared, cancellationToken);
        if (!ShippedModel.IsThere)
        {
            return new DemonstrationResult(trained, Shipped: null);
        }

        say("outlining them with the shipped model");
        return new DemonstrationResult(trained, TryModel(ShippedModel.Location, In("unseen"), In(ShippedFolder), cancellationToken));
    }

    /// <summary>Outlines a dataset with another model, and scores the outlines.</summary>
    internal static ScoreTable TryModel(string modelFile, string datasetFolder, string outputFolder, CancellationToken cancellationToken)
    {
        using SegmentationModel model = ModelFile.Read(modelFile, Device.Parse("auto"));
        PredictionWorkflow.Run(model, [datasetFolder], outputFolder, OptionsFor(modelFile), null, cancellationToken);
        IEnumerable<ComparedSlice> compared = PredictedRegions.Read(outputFolder, DatasetFolder.Read(datasetFolder, cancellationToken));
        string title = $"Synthetic slices by a model trained on real slices only, {model.Provenance.ToWords(model.Preprocessing.Binning)}";
        return EvaluationWorkflow.Run(outputFolder, "evaluation.html", new ReportHead(title), compared, cancellationToken);
    }

    private static PredictionWorkflowOptions OptionsFor(string modelFile) => new() { Origin = new PredictionOrigin { ModelFile = modelFile } };

    /// <summary>The planned training with fewer epochs and channels: training on synthetic slices converges faster than on real ones.</summary>
    private static TrainingPlan Plan(SliceDataset dataset)
    {
        TrainingPlan plan = TrainingPlanner.Plan(dataset);
        return plan with
        {
            Epochs = 240,
            Network = plan.Network with { Widths = [.. plan.Network.Widths.Select(width => Math.Min(128, width))] },
            Decisions =
            [
                .. plan.Decisions.Where(decision => decision.Name is not ("epochs" or "network.widths")),
                new("epochs, network.widths", "fewer", "A demonstration should end within minutes; train plans more of both."),
            ],
        };
    }

    private static void Clear(string folder)
    {
        if (SystemFile.NamesBeside(folder).Count == 0)
        {
            return;
        }

        if (!File.Exists(Path.Combine(folder, Marker)))
        {
            throw new InvalidDataException($"{folder}: expected the folder of a demonstration or an empty one, got other files; give another --output");
        }

        DatasetFolder.RequireReplaceable(Path.Combine(folder, "annotated"));
        DatasetFolder.RequireReplaceable(Path.Combine(folder, "unseen"));
        new RunFolder(Path.Combine(folder, "run")).Clear();
        foreach (string name in (string[])[ReportName, EvaluationWorkflow.TableName, EvaluationWorkflow.DocumentName])
        {
            File.Delete(Path.Combine(folder, name));
        }
    }
}
