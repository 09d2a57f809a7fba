using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Cluster;

namespace DeepSlice.Cli.Commands;

internal static class JobsCommand
{
    private static readonly Argument<string> Output = new("RUN") { Description = "Output of a command that was called with --slurm, or of sweep.", HelpName = "RUN" };

    public static Command Create()
    {
        var command = new Command("jobs", "Shows the state of the tasks of a work that was divided by --slurm or sweep, from files that the tasks write.") { Output };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var folder = new JobFolder(context.Get(Output));
        TaskPlan plan = folder.ReadPlan();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        (int Number, PlannedTask Task, TaskReport Report)[] tasks =
        [
            .. plan.Tasks.Select((task, place) => (place + 1, task, folder.ReadStatus(place + 1))),
            (JobFolder.Collect, plan.Collect, folder.ReadStatus(JobFolder.Collect)),
        ];
        context.Print(
            new
            {
                tasks = tasks.Select(task => new
                {
                    task = NameOf(task.Number),
                    name = task.Task.Name,
                    state = StateOf(task.Report, now),
                    task.Report.Job,
                    task.Report.Host,
                    task.Report.Attempts,
                    task.Report.Started,
                    task.Report.Updated,
                    task.Report.Seconds,
                    peakMemory = task.Report.PeakMemory,
                    exitCode = task.Report.ExitCode,
                    task.Report.Message,
                }),
            },
            Words(tasks, now));
        return ExitCode.Done;
    }

    private static string Words((int Number, PlannedTask Task, TaskReport Report)[] tasks, DateTimeOffset now)
    {
        IEnumerable<string[]> rows = tasks.Select(task => new[]
        {
            $"{NameOf(task.Number)}  {task.Task.Name}",
            StateOf(task.Report, now),
            Known(task.Report.Job),
            Known(task.Report.Host),
            task.Report.Attempts.ToString(CultureInfo.InvariantCulture),
            Known(task.Report.Seconds > 0 ? task.Report.Seconds.ToString("0", CultureInfo.InvariantCulture) : ""),
            Known(task.Report.PeakMemory is long bytes ? (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture) : ""),
        });
        IEnumerable<string> messages = tasks
            .Where(task => task.Report.Message.Length > 0 && task.Report.State is not (TaskState.Done or TaskState.Waiting))
            .Select(task => $"{NameOf(task.Number)}: {(task.Report.IsLost(now) ? Silence(task.Report) : "")}{task.Report.Message}");
        string counts = string.Join(", ", tasks.SkipLast(1).CountBy(task => StateOf(task.Report, now)).Select(count => $"{count.Value} {count.Key}"));
        return string.Join('\n', [TextTable.Render([["task", "state", "job", "machine", "attempts", "seconds", "MB"], .. rows]).TrimEnd(), .. messages, $"{Counted.Of(tasks.Length - 1, "task")}: {counts}"]);
    }

    private static string Silence(TaskReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"no sign of life since {report.Updated:yyyy-MM-dd HH:mm} UTC, its machine may have failed; call the command again, which submits what is not done. Last line: ");

    private static string Known(string text) => text.Length > 0 ? text : "–";

    private static string NameOf(int number) => number == JobFolder.Collect ? JobFolder.CollectName : number.ToString(CultureInfo.InvariantCulture);

    private static string StateOf(TaskReport report, DateTimeOffset now) => report.IsLost(now) ? "silent" : JsonFormat.NameOf(report.State);
}
