using System.CommandLine;
using DeepSlice.Cli.Terminal;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class RobustnessCommand
{
    private static readonly Option<string[]> Model = new("--model")
    {
        Description = "Model file, or output folder of train --folds, in which each slice is predicted by the network that held it out; may be repeated to compare models.",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Reference = new("--reference")
    {
        Description = "Reference model; it is scored too, and every artifact names the better model, or a tie.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Dataset = new("--dataset")
    {
        Description = "Dataset with annotated slices that the models were not trained on.",
        HelpName = "DATASET",
        Required = true,
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder for robustness.csv, robustness.json and robustness.html, and for finished cells, which are reused.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string[]> Keys = ArtifactChoice.Create("score on");

    private static readonly Option<string[]> SliceIds = new("--slice")
    {
        Description = "Id of a slice to score on; may be repeated. Default: all annotated slices.",
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> TestTimeAugmentation = new("--tta")
    {
        Description = "Average over the eight rotations and mirrorings of each slice, as in predict --tta.",
    };

    private static readonly Option<string> DeviceName = DeviceChoice.Create();

    public static Command Create()
    {
        var command = new Command("robustness", "Scores models on slices with artifacts (tear, fold, fading, defocus, …) at five severities.")
        {
            Model, Reference, Dataset, Output, Keys, SliceIds, TestTimeAugmentation, DeviceName,
        };
        SlurmChoice.AddTo(command, hasShards: true);
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string output = context.Get(Output);
        string datasetFolder = context.Get(Dataset);
        RobustnessWorkflowOptions options = OptionsOf(context);
        Shard? part = context.Find(SlurmChoice.Shard) is { } text ? Shard.Parse(text) : null;
        bool isSubmitted = SlurmChoice.IsGiven(context);
        OutputPath.RequireWritable(output);
        List<FileFailure> failures = [];
        SliceDataset dataset = DatasetFolder.Read(datasetFolder, failures, context.CancellationToken);
        int exitCode = Failure.Report(failures);
        if (isSubmitted)
        {
            return SlurmChoice.SubmitShards(context, output, RobustnessPlace.All(options.Artifacts).Count, "artifacts");
        }

        ProcessSettings.PrepareForNetworks();
        try
        {
            if (part is not null)
            {
                return RunPart(context, dataset, options, part, output);
            }

            var head = new ReportHead($"Robustness on {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(datasetFolder)))}") { CommandLine = context.Arguments, Preprocessing = dataset.Preprocessing };
            RobustnessResult result = CommandContext.WithProgress("scoring", "fields", meter => RobustnessWorkflow.Run(
                dataset, head, options, output, new Relay<RobustnessProgress>(value => Show(meter, value)), context.CancellationToken));
            Failure.Warn(result.Warnings);

            context.PrintText(RobustnessFiles.ToJson(result), $"{RobustnessTable.Render(result)}\npage: {Path.Combine(output, RobustnessWorkflow.ReportName)}");
            return exitCode;
        }
        catch (OperationCanceledException)
        {
            return Failure.Report($"stopped; finished cells are in {output}; run the same command to resume", ExitCode.Stopped);
        }
    }

    private static int RunPart(CommandContext context, SliceDataset dataset, RobustnessWorkflowOptions options, Shard part, string output)
    {
        int places = CommandContext.WithProgress("scoring", "fields", meter => RobustnessWorkflow.RunPart(
            dataset, options, part, output, new Relay<RobustnessProgress>(value => Show(meter, value)), context.CancellationToken));
        context.Print(new { output, shard = part.ToString(), cells = places }, $"part {part.Number} of {part.Count}: {places} artifacts at a severity in {output}");
        return ExitCode.Done;
    }

    private static RobustnessWorkflowOptions OptionsOf(CommandContext context) => new()
    {
        Models = context.Get(Model),
        Reference = context.Find(Reference),
        Artifacts = ArtifactChoice.Parse(context.Get(Keys)),
        SliceIds = context.Get(SliceIds),
        Prediction = new PredictionOptions { TestTimeAugmentation = context.Get(TestTimeAugmentation) },
        Device = Device.Parse(context.Get(DeviceName)),
    };

    private static void Show(ProgressMeter meter, RobustnessProgress value)
    {
        if (value.Note.Length == 0)
        {
            meter.Skip(value.Before);
        }

        meter.Report(value.Done, value.Total, value.Note);
    }
}
