using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Cli.Commands;

internal static class TrainCommand
{
    private static readonly Option<string> Dataset = new("--dataset") { Description = "Dataset folder with annotated slices.", HelpName = "DATASET", Required = true };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Run folder: plan.json, model.safetensors, checkpoint/, metrics.csv, report.html.",
        HelpName = "RUN",
        Required = true,
    };

    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on with the stopped run in the run folder, by its own plan." };

    public static Command Create()
    {
        var command = new Command("train", "Trains a network on a dataset.") { Dataset, Output, PlanOptions.Config, PlanOptions.Set, Resume };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string output = context.Get(Output);
        OutputPath.RequireWritable(output);
        SliceDataset dataset = DatasetFolder.Read(context.Get(Dataset), context.CancellationToken);
        var folder = new RunFolder(output);
        TrainingPlan plan = Begin(context, folder, dataset);
        TorchRuntime.KeepMemory();
        IReadOnlyList<EpochRecord> history;
        try
        {
            history = CommandContext.WithProgress("training", "epochs", meter =>
                Trainer.Train(dataset, plan, folder, new Relay<TrainingEvent>(happened => Show(happened, meter)), context.CancellationToken));
        }
        catch (OperationCanceledException)
        {
            return Failure.Report($"stopped; the model of now is {folder.ModelFile}, go on by calling again with --resume", ExitCode.Stopped);
        }

        double? dice = history.LastOrDefault(record => record.ValidationDice is not null)?.ValidationDice;
        context.Print(
            new { run = folder.Path, model = folder.ModelFile, epochs = history.Count, seconds = history[^1].Seconds, validationDice = dice },
            string.Create(CultureInfo.InvariantCulture, $"{history.Count} epochs in {history[^1].Seconds:0} s{(dice is null ? "" : $", validation Dice {dice:0.000}")}; model: {folder.ModelFile}"));
        return ExitCode.Done;
    }

    private static TrainingPlan Begin(CommandContext context, RunFolder folder, SliceDataset dataset)
    {
        if (!context.Get(Resume))
        {
            TrainingPlan plan = PlanOptions.Resolve(context, dataset);
            folder.Begin(plan);
            return plan;
        }

        return context.Find(PlanOptions.Config) is null && context.Get(PlanOptions.Set).Length == 0
            ? folder.ReadPlan()
            : throw new UsageException("found --resume together with --config or --set; a run goes on by its own plan, begin another one to change it");
    }

    private static void Show(TrainingEvent happened, ProgressMeter meter)
    {
        switch (happened)
        {
            case TrainingEvent.EpochDone done:
                string dice = done.Record.ValidationDice is double value ? string.Create(CultureInfo.InvariantCulture, $", validation Dice {value:0.000}") : "";
                meter.Report(done.Record.Epoch, done.Epochs, string.Create(CultureInfo.InvariantCulture, $"loss {done.Record.Loss:0.000}{dice}"));
                break;
            case TrainingEvent.StoppedEarly stopped:
                meter.Say($"stopped rising: ended after epoch {stopped.Epoch}, keeping epoch {stopped.BestEpoch}");
                break;
            default:
                break;
        }
    }
}
