using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using DeepSlice.Cli.Terminal;
using DeepSlice.Cluster;

namespace DeepSlice.Cli.Commands;

internal static class TaskCommand
{
    // SIGUSR2 of Linux, which PosixSignal has no name for.
    private const PosixSignal LimitIsNear = (PosixSignal)12;

    private static readonly Argument<string> Output = new("RUN") { Description = "Output of a command that was called with --slurm, or of sweep.", HelpName = "RUN" };

    private static readonly Argument<string> Number = new("TASK") { Description = "Number of the task, from 1; or collect, for the results of all tasks.", HelpName = "N|collect" };

    public static Command Create()
    {
        var command = new Command("task", "Runs one task of a work that was divided by --slurm or sweep, as Slurm does; by hand, it does the same.") { Output, Number };
        CommandContext.Bind(command, Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var folder = new JobFolder(context.Get(Output));
        TaskPlan plan = folder.ReadPlan();
        int task = NumberOf(context.Get(Number), plan);
        string job = JobOf();
        using var limit = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, limit.Token);
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(LimitIsNear, signal =>
        {
            signal.Cancel = true;
            limit.Cancel();
        });
        TaskReport end = TaskRunner.Run(folder, plan, task, job, cores: 0, Console.Out, TimeProvider.System, stop.Token);
        if (end.State == TaskState.Stopped && limit.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested && job.Length > 0)
        {
            folder.WriteStatus(task, end with { State = TaskState.Requeued });
            SlurmQueue.Requeue(job);
            return ExitCode.Done;
        }

        return end.ExitCode ?? ExitCode.InternalError;
    }

    private static int NumberOf(string text, TaskPlan plan) => text == JobFolder.CollectName
        ? JobFolder.Collect
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= plan.Tasks.Count
            ? number
            : throw new UsageException($"expected a task from 1 to {plan.Tasks.Count}, or {JobFolder.CollectName}, got '{text}'; deepslice jobs lists them");

    private static string JobOf()
    {
        string? Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        return Get("SLURM_ARRAY_JOB_ID") is { } array && Get("SLURM_ARRAY_TASK_ID") is { } index ? $"{array}_{index}" : Get("SLURM_JOB_ID") ?? "";
    }
}
