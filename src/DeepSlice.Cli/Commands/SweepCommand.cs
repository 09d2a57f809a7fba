using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Cluster;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Cli.Commands;

internal static class SweepCommand
{
    private static readonly Option<string> Output = new("--output") { Description = "Folder for sweep.csv and sweep.html, and for a run folder of each training.", HelpName = "DIR", Required = true };

    private static readonly Option<string[]> Grid = new("--grid")
    {
        Description = "A key of the plan, as of --set, and the values to compare, for example epochs=100,200 or network.widths=[16,32],[32,64]; repeated, all combinations are trained.",
        HelpName = "KEY=VALUE,…",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> Seeds = new("--seeds") { Description = "Trainings of each setting, with different seeds.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly Option<int?> Folds = new("--folds") { Description = "Cross-validate each setting, as train --folds does. Default: score the held-out slices of each training.", HelpName = "N" };

    private static readonly Option<int> AtOnce = new("--jobs") { Description = "Trainings at the same time on this machine; they share its processors.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("sweep", "Compares settings of a training: trains every combination of values, and writes a table and a page of all of them.")
        {
            TrainingInput.DatasetFolders, TrainingInput.AtlasFolders, AtlasOptions.Regions, AtlasOptions.Planes, PlanOptions.From, Output, Grid, Seeds, Folds, PlanOptions.Configuration, PlanOptions.Config, PlanOptions.Set, AtOnce,
        };
        SlurmChoice.AddTo(command, hasShards: false);
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        string output = context.Get(Output);
        int atOnce = Ensure.InRange(context.Get(AtOnce), 1, 1024, "--jobs");
        IReadOnlyList<SweepSetting> settings = SweepGrid.Parse(context.Get(Grid));
        bool isSubmitted = SlurmChoice.IsGiven(context);
        OutputPath.RequireWritable(output);
        var input = TrainingInput.Read(context);
        if (context.Find(Folds) is int folds)
        {
            CrossValidation.RequireFolds(input.Dataset, folds);
        }

        TrainingPlan plan = PlanOptions.Resolve(context, input.Dataset, input.Atlases, input.IsOneScale);
        IReadOnlyList<(SweepRow Run, TrainingPlan Plan)> runs = SweepWorkflow.Plan(plan, settings, context.Get(Seeds));
        foreach (TrainingPlan made in runs.Select(run => run.Plan))
        {
            TrainingWorkflow.Require(input.Dataset, made, input.Atlases);
        }

        input.Warn(plan);
        if (!(isSubmitted && SlurmChoice.IsDry(context)))
        {
            foreach ((SweepRow run, TrainingPlan made) in runs)
            {
                new RunFolder(Path.Combine(output, run.Folder)).Keep(made);
            }
        }

        PlannedTask[] tasks = [.. runs.Select(run => TaskOf(context, output, run.Run))];
        var collect = new PlannedTask("table and page", SlurmChoice.ArgumentsOf(context, AtOnce));
        return isSubmitted ? SlurmChoice.Submit(context, output, tasks, collect) : Train(context, output, input, [.. runs.Select(run => run.Run)], SlurmChoice.PlanOf(tasks, collect), atOnce);
    }

    private static PlannedTask TaskOf(CommandContext context, string output, SweepRow run)
    {
        IEnumerable<string> given = SlurmChoice.ArgumentsOf(context, Output, Grid, Seeds, AtOnce, PlanOptions.Config, PlanOptions.Set, PlanOptions.From, PlanOptions.Configuration, AtlasOptions.Planes).Skip(1);
        return new PlannedTask(
            string.Create(CultureInfo.InvariantCulture, $"setting {run.Setting.Number}, seed {run.Seed}"),
            ["train", .. given, "--output", Path.Combine(output, run.Folder), "--resume"]);
    }

    private static int Train(CommandContext context, string output, TrainingInput input, SweepRow[] runs, TaskPlan plan, int atOnce)
    {
        bool isCrossValidated = context.Find(Folds) is not null;
        var folder = new JobFolder(output);
        folder.Begin(plan);
        HashSet<int> unfinished = [.. folder.Unfinished(plan)];
        int[] tasks = [.. Enumerable.Range(1, runs.Length).Where(task => unfinished.Contains(task) || !SweepWorkflow.IsFinished(output, runs[task - 1], isCrossValidated))];
        List<FileFailure> failures = [];
        void Note(int task, TaskReport report)
        {
            if (report.State == TaskState.Failed)
            {
                failures.Add(new FileFailure(runs[task - 1].Folder, $"{plan.Tasks[task - 1].Name}: {report.Message.Replace("deepslice: ", "", StringComparison.Ordinal)}; its log is {folder.LogOf(task)}"));
            }
        }

        try
        {
            CommandContext.WithProgress("training", "runs", meter => RunTasks(folder, plan, tasks, atOnce, meter, Note, context.CancellationToken));
        }
        catch (OperationCanceledException)
        {
            return Failure.Report($"stopped; the runs so far are in {output}; run the same command again to go on", ExitCode.Stopped);
        }

        var head = new ReportHead($"Sweep: {input.Dataset.Provenance}") { CommandLine = context.Arguments, Preprocessing = input.Dataset.Preprocessing };
        Show(context, output, SweepWorkflow.Summarize(output, runs, input.Dataset.Catalog, isCrossValidated, head), failures);
        return Failure.Report(failures);
    }

    private static int RunTasks(JobFolder folder, TaskPlan plan, int[] tasks, int atOnce, ProgressMeter meter, Action<int, TaskReport> ended, CancellationToken cancellationToken)
    {
        int done = plan.Tasks.Count - tasks.Length;
        meter.Skip(done);
        TaskPool.Run(
            folder, plan, tasks, atOnce,
            (task, report) =>
            {
                ended(task, report);
                meter.Report(++done, plan.Tasks.Count, plan.Tasks[task - 1].Name);
            },
            TimeProvider.System, cancellationToken);
        return done;
    }

    private static void Show(CommandContext context, string output, IReadOnlyList<SweepSummary> settings, List<FileFailure> failures)
    {
        string report = Path.Combine(output, SweepWorkflow.ReportName);
        context.Print(
            new
            {
                table = Path.Combine(output, SweepWorkflow.TableName),
                report,
                settings = settings.Select(setting => new
                {
                    setting = setting.Setting.Number,
                    values = setting.Setting.Values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal),
                    setting.Slices,
                    setting.Dice,
                    setting.Margin,
                    setting.Worst,
                    difference = setting.AgainstFirst?.Difference,
                    standardError = setting.AgainstFirst?.StandardError,
                    setting.Seconds,
                    peakMemory = setting.PeakMemory,
                }),
                failures,
            },
            $"{Words(settings)}page: {report}");
    }

    private static string Words(IReadOnlyList<SweepSummary> settings) => TextTable.Render(
    [
        ["setting", "Dice", "±", "worst slice", "to the first", "±", "s", "MB"],
        .. settings.OrderByDescending(setting => setting.Dice ?? double.NegativeInfinity).Select(setting => new[]
        {
            $"{setting.Setting.Number}  {setting.Setting.Words}", Text(setting.Dice, "0.000"), Text(setting.Margin, "0.000"), Text(setting.Worst, "0.000"),
            Text(setting.AgainstFirst?.Difference, "+0.000;-0.000;0.000"), Text(2 * setting.AgainstFirst?.StandardError, "0.000"), Text(setting.Seconds, "0"), Text(setting.PeakMemory / 1e6, "0"),
        }),
    ]);

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
