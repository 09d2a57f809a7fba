using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Cluster;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class TrainCommand
{
    private static readonly Option<string> Output = new("--output") { Description = "Run folder: plan.json, model.safetensors, checkpoint/, metrics.csv, report.html.", HelpName = "RUN", Required = true };

    private static readonly Option<bool> Resume = new("--resume") { Description = "Resume the stopped run in the folder, with its own plan." };

    private static readonly Option<int?> Folds = new("--folds")
    {
        Description = "Cross-validate: train N models, each without an Nth of the slices, and score each slice with the model that has not seen it.",
        HelpName = "N",
    };

    private static readonly Option<int?> Fold = new("--fold")
    {
        Description = "With --folds: train only the fold of this number, from 1. The command without --fold, and with --resume, trains those that are missing and scores all.",
        HelpName = "K",
    };

    private static readonly Option<bool> TensorBoard = new("--tensorboard") { Description = "Also write event files for TensorBoard into RUN/tensorboard: tensorboard --logdir RUN." };

    public static Command Create()
    {
        var command = new Command("train", "Trains a network on annotated slices, on sections of brain atlases, or on both.") { TrainingInput.DatasetFolders, TrainingInput.AtlasFolders, AtlasOptions.Regions, AtlasOptions.Planes, PlanOptions.From, Output, PlanOptions.Configuration, PlanOptions.Config, PlanOptions.Set, Resume, Folds, Fold, TensorBoard };
        SlurmChoice.AddTo(command, hasShards: false);
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        OutputPath.RequireWritable(context.Get(Output));
        var input = TrainingInput.Read(context);
        SliceDataset dataset = input.Dataset;
        var folder = new RunFolder(context.Get(Output)) { CommandLine = context.Arguments, LogsEvents = context.Get(TensorBoard) };
        int? folds = context.Find(Folds);
        if (folds is int wanted)
        {
            CrossValidation.RequireFolds(dataset, wanted);
        }

        if (context.Find(Fold) is int one && !(one >= 1 && one <= folds))
        {
            throw new UsageException(folds is null ? "expected --folds with --fold, got no --folds; add it" : $"expected --fold from 1 to {folds}, got {one}");
        }

        if (SlurmChoice.IsGiven(context))
        {
            return Submit(context, folder, input, folds ?? throw new UsageException("expected --folds with --slurm, got none; add it, or submit this command in a script of your own, which resumes it with --resume"));
        }

        TrainingPlan plan = Begin(context, folder, input);
        input.Warn(plan);
        ProcessSettings.PrepareForNetworks();
        try
        {
            return context.Find(Fold) is int fold ? TrainFold(context, input, plan, folder, folds!.Value, fold) : folds is int count ? CrossValidate(context, input, plan, folder, count) : Train(context, input, plan, folder);
        }
        catch (OperationCanceledException)
        {
            return Failure.Report(
                folder.HasBegun
                    ? $"stopped; the run so far is in {folder.Path}; resume it with the same --dataset and --output and {(folds is int count ? $"--folds {count} " : "")}--resume"
                    : "stopped before training began; nothing is lost, run the same command again",
                ExitCode.Stopped);
        }
    }

    private static TrainingPlan Begin(CommandContext context, RunFolder folder, TrainingInput input)
    {
        if (!context.Get(Resume))
        {
            TrainingPlan plan = PlanOptions.Resolve(context, input.Dataset, input.Atlases, input.IsOneScale);
            TrainingWorkflow.Require(input.Dataset, plan, input.Atlases);
            (context.Find(Fold) is int fold ? folder.Fold(fold - 1) : folder).RequireNew();
            return plan;
        }

        return context.Find(PlanOptions.Config) is null && context.Find(PlanOptions.Configuration) is null && context.Find(PlanOptions.From) is null && context.Find(AtlasOptions.Planes) is null && context.Get(PlanOptions.Set).Length == 0
            ? folder.ReadPlan()
            : throw new UsageException("expected --resume without --configuration, --from, --planes, --config and --set, got both; a resumed run keeps its plan, begin a new run to change it");
    }

    // The plan is made here, and is in the folder before a task begins: a task resumes, also where there is nothing to resume yet.
    private static int Submit(CommandContext context, RunFolder folder, TrainingInput input, int folds)
    {
        if (!context.Get(Resume))
        {
            TrainingPlan plan = PlanOptions.Resolve(context, input.Dataset, input.Atlases, input.IsOneScale);
            TrainingWorkflow.Require(input.Dataset, plan, input.Atlases);
            input.Warn(plan);
            if (!SlurmChoice.IsDry(context))
            {
                folder.Keep(plan);
            }
        }
        else
        {
            _ = Begin(context, folder, input);
        }

        IReadOnlyList<string> command = [.. SlurmChoice.ArgumentsOf(context, Resume, Fold, PlanOptions.Config, PlanOptions.Set, PlanOptions.From, PlanOptions.Configuration, AtlasOptions.Planes), Resume.Name];
        return SlurmChoice.Submit(
            context, folder.Path,
            [.. Enumerable.Range(1, folds).Select(fold => new PlannedTask(Words($"fold {fold} of {folds}"), [.. command, Fold.Name, Words($"{fold}")]))],
            new PlannedTask("cross-validation", command));
    }

    private static int TrainFold(CommandContext context, TrainingInput input, TrainingPlan plan, RunFolder folder, int folds, int fold)
    {
        TrainingHistory history = CommandContext.WithProgress(Words($"training fold {fold}"), "epochs", meter => CrossValidation.TrainFold(
            input.Dataset, plan, folder, folds, fold, new Relay<TrainingEvent>(value => TrainingMeter.Show(meter, value)), context.CancellationToken, input.Atlases));
        RunFolder trained = folder.Fold(fold - 1);
        context.Print(
            new { run = trained.Path, fold, folds, epochs = history.Epochs, seconds = history.Seconds, model = trained.ModelFile },
            Words($"trained fold {fold} of {folds}: {Counted.Of(history.Epochs, "epoch")} in {history.Seconds:F0} s\nmodel: {trained.ModelFile}"));
        return ExitCode.Done;
    }

    private static int Train(CommandContext context, TrainingInput input, TrainingPlan plan, RunFolder folder)
    {
        SliceDataset dataset = input.Dataset;
        bool isAnyTrained = false;
        TrainingHistory history = CommandContext.WithProgress("training", "epochs", meter =>
        {
            meter.Say($"preparing {Counted.Of(dataset.Slices.Count, "slice")}");
            return TrainingWorkflow.Run(dataset, plan, folder, new Relay<TrainingEvent>(value =>
            {
                isAnyTrained |= value is TrainingEvent.EpochDone;
                TrainingMeter.Show(meter, value);
            }), context.CancellationToken, input.Atlases);
        });
        string epochs = history.Whole.Count == 0
            ? Counted.Of(history.Epochs, "epoch")
            : $"{Counted.Of(history.Epochs, "epoch")}, {history.Whole.Count} of the whole-slice network and {history.Network.Count} of the patch network,";
        string trained = isAnyTrained ? $"trained {epochs}" : $"the run was finished before, nothing is left to train (to train longer, begin a new run); trained {epochs}";
        context.Print(
            new
            {
                run = folder.Path,
                epochs = history.Epochs,
                seconds = history.Seconds,
                loss = history.Network[^1].Loss,
                validationDice = history.ValidationDice,
                regions = RegionCounts.Of(dataset).ByKey,
                waitSeconds = history.WaitSeconds,
                model = folder.ModelFile,
            },
            Words($"{trained} in {history.Seconds:F0} s, {history.WaitSeconds:F1} s of them waiting for augmented slices{(history.ValidationDice is double dice ? Words($"; mean Dice on held-out slices {dice:F3}") : "")}\n{input.ToWords()}\nmodel: {folder.ModelFile}\nreport: {folder.ReportFile}"));
        return ExitCode.Done;
    }

    private static int CrossValidate(CommandContext context, TrainingInput input, TrainingPlan plan, RunFolder folder, int folds)
    {
        SliceDataset dataset = input.Dataset;
        ScoreTable result = CommandContext.WithProgress("cross-validating", "epochs", meter =>
        {
            meter.Say($"preparing {Counted.Of(dataset.Slices.Count, "slice")}");
            return CrossValidation.Run(
                dataset, plan, folder, folds,
                new Relay<(int Fold, TrainingEvent Event)>(value => TrainingMeter.Show(meter, value.Event, value.Fold, folds)),
                context.CancellationToken,
                input.Atlases);
        });
        context.PrintText(
            ScoreFiles.ToJson(result),
            $"{ScoreText.Render(result)}\nflags for a check: {CalibrationFile.Read(folder.Path).Flags!.ToWords()}\n{Counted.Of(result.Slices.Count, "slice")}, each scored by a model that has not seen it; {input.ToWords()}; report: {folder.ReportFile}");
        return ExitCode.Done;
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
