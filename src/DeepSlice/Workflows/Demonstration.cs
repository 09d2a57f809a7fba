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

/// <summary>Adapts the shipped model to synthetic slices, outlines unseen ones and scores the outlines, in one folder.</summary>
internal static class Demonstration
{
    /// <summary>Folder, within the demonstration's, of the outlines of the shipped model.</summary>
    public const string ShippedFolder = "shipped";

    private const string ReportName = "report.html";
    private const int SizePixels = 96;
    private const int TrainingSlices = 48;
    private const int UnseenSlices = 12;
    private const int TuningEpochs = 60;
    private const ulong Seed = 1;

    // Only a folder with this file is cleared, because a user's own folders can have the same names.
    private const string Marker = "demonstration.txt";

    /// <summary>Runs the demonstration.</summary>
    /// <param name="folder">Created if missing; the files of an earlier demonstration are replaced, all others stay.</param>
    /// <param name="progress">Gets every event of the training; may be null.</param>
    /// <param name="say">Gets a description of each step.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>Scores of the adapted network on unseen slices, and those of the shipped model as it comes.</returns>
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

        string? shipped = ShippedModels.Find(ShippedModels.Default);
        ScoreTable? before = null;
        if (shipped is not null)
        {
            say($"outlining {UnseenSlices} of them with the model that comes with the program");
            before = TryModel(shipped, In("unseen"), In(ShippedFolder), cancellationToken);
        }

        say(shipped is null ? $"training a network on the {TrainingSlices} others" : $"adapting it to the {TrainingSlices} others");
        var run = new RunFolder(In("run"));
        TrainingPlan plan = Plan(annotated, shipped);
        TrainingWorkflow.Run(annotated, plan, run, progress, cancellationToken);

        say($"outlining the {UnseenSlices} unseen slices");
        using (SegmentationModel model = ModelFile.Read(run.ModelFile, Device.Parse(plan.Device)))
        {
            PredictionWorkflow.Run(model, [In("unseen")], In("predictions"), OptionsFor(run.ModelFile), null, cancellationToken);
        }

        say("comparing the outlines with the annotations");
        IEnumerable<ComparedSlice> compared = PredictedRegions.Read(In("predictions"), unseen);
        ScoreTable trained = EvaluationWorkflow.Run(
            folder, ReportName, new ReportHead("Demonstration: held-out synthetic slices") { Preprocessing = unseen.Preprocessing }, compared, cancellationToken);
        return new DemonstrationResult(trained, before);
    }

    /// <summary>Outlines a dataset with another model, and scores the outlines.</summary>
    internal static ScoreTable TryModel(string modelFile, string datasetFolder, string outputFolder, CancellationToken cancellationToken)
    {
        using SegmentationModel model = ModelFile.Read(modelFile, Device.Parse("auto"));
        PredictionWorkflow.Run(model, [datasetFolder], outputFolder, OptionsFor(modelFile), null, cancellationToken);
        IEnumerable<ComparedSlice> compared = PredictedRegions.Read(outputFolder, DatasetFolder.Read(datasetFolder, cancellationToken));
        string title = $"Synthetic slices by a model that was not trained on any like them, {model.Provenance.ToWords(model.Preprocessing.Binning)}";
        return EvaluationWorkflow.Run(outputFolder, "evaluation.html", new ReportHead(title), compared, cancellationToken);
    }

    private static PredictionWorkflowOptions OptionsFor(string modelFile) => new() { Origin = new PredictionOrigin { ModelFile = modelFile } };

    /// <summary>The planned training with fewer epochs, so that the demonstration ends within minutes.</summary>
    private static TrainingPlan Plan(SliceDataset dataset, string? shipped)
    {
        TrainingPlan plan = TrainingPlanner.Plan(dataset);
        if (shipped is not null)
        {
            TrainingPlan tuned = FineTuning.Plan(plan, shipped, dataset, isOneScale: true);
            return tuned with
            {
                Epochs = TuningEpochs,
                ValidationInterval = TuningEpochs / 4,
                Decisions = [.. tuned.Decisions.Where(decision => decision.Name != "epochs"), new("epochs", $"{TuningEpochs}", "A demonstration should end within minutes; train plans more.")],
            };
        }

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
