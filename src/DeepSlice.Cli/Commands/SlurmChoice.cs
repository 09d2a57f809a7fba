using System.CommandLine;
using System.Globalization;
using DeepSlice.Cli.Terminal;
using DeepSlice.Cluster;

namespace DeepSlice.Cli.Commands;

/// <summary>The options of commands whose work can be submitted to Slurm.</summary>
internal static class SlurmChoice
{
    private const int UsualShards = 16;

    private static readonly Option<bool> Slurm = new("--slurm") { Description = "Submit the work to Slurm: an array of tasks, and a job that puts their results together." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "With --slurm: print the scripts, and submit nothing." };

    private static readonly Option<bool> Parsable = new("--parsable") { Description = "With --slurm: print only the ids of the jobs, one a line, the last one that of the collecting job." };

    private static readonly Option<string?> Partition = new("--partition") { Description = "With --slurm: partition of the cluster.", HelpName = "NAME" };

    private static readonly Option<string?> Account = new("--account") { Description = "With --slurm: account that pays.", HelpName = "NAME" };

    private static readonly Option<string?> Time = new("--time") { Description = "With --slurm: time limit of a task, for example 2:00:00; a task that reaches it is saved and goes on in the queue.", HelpName = "LIMIT" };

    private static readonly Option<string?> Memory = new("--mem") { Description = "With --slurm: memory of a task, for example 8G.", HelpName = "SIZE" };

    private static readonly Option<string?> Gpus = new("--gpus") { Description = "With --slurm: GPUs of a task, for example 1 or a100:1.", HelpName = "N" };

    private static readonly Option<int?> Cpus = new("--cpus") { Description = "With --slurm: processors of a task.", HelpName = "N" };

    private static readonly Option<string?> Constraint = new("--constraint") { Description = "With --slurm: features that a node must have.", HelpName = "LIST" };

    private static readonly Option<int?> Shards = new("--shards") { Description = $"With --slurm: number of tasks; default {UsualShards}, or fewer if there is less to do.", HelpName = "N" };

    private static readonly Option[] Always = [Slurm, DryRun, Parsable, Partition, Account, Time, Memory, Gpus, Cpus, Constraint];

    /// <summary>The part of the work that a command does.</summary>
    public static Option<string?> Shard { get; } = new("--shard")
    {
        Description = "Do the second of eight parts of the work: --shard 2/8, and so on. The command without it, called when all parts are done, puts them together.",
        HelpName = "K/N",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasShards">Whether its work can be divided into any number of parts.</param>
    public static void AddTo(Command command, bool hasShards)
    {
        foreach (Option option in hasShards ? [Shard, .. Always, Shards] : Always)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether the work is submitted to Slurm.</summary>
    /// <exception cref="UsageException">Options of Slurm are given without it.</exception>
    public static bool IsGiven(CommandContext context)
    {
        if (context.Get(Slurm))
        {
            return true;
        }

        Option? alone = Always.Append(Shards).Skip(1).FirstOrDefault(context.Has);
        return alone is null ? false : throw new UsageException($"expected {alone.Name} with --slurm, got no --slurm; add it, or omit {alone.Name}");
    }

    /// <summary>Whether the scripts are printed only.</summary>
    public static bool IsDry(CommandContext context) => context.Get(DryRun);

    /// <summary>Submits the work of the command in equal parts, each with <c>--shard</c>, and the command itself after them.</summary>
    /// <param name="context">The call.</param>
    /// <param name="output">Output of the work.</param>
    /// <param name="most">Number of parts that the work has at most.</param>
    /// <param name="unit">Name of what is divided, for example <c>slices</c>.</param>
    /// <param name="parts">An option that puts parts together, and takes their number; null where the command finds them finished.</param>
    public static int SubmitShards(CommandContext context, string output, int most, string unit, Option? parts = null)
    {
        int count = Math.Clamp(context.Find(Shards) ?? UsualShards, 1, Math.Max(1, most));
        IReadOnlyList<string> command = ArgumentsOf(context);
        return Submit(
            context, output,
            [
                .. Enumerable.Range(1, count).Select(number => new PlannedTask(
                    string.Create(CultureInfo.InvariantCulture, $"{unit}, part {number} of {count}"), [.. command, Shard.Name, string.Create(CultureInfo.InvariantCulture, $"{number}/{count}")])),
            ],
            new PlannedTask("results of all parts", parts is null ? command : [.. command, parts.Name, count.ToString(CultureInfo.InvariantCulture)]));
    }

    /// <summary>The arguments of the call without options of Slurm and of output.</summary>
    /// <param name="context">The call.</param>
    /// <param name="others">Further options to leave out.</param>
    public static IReadOnlyList<string> ArgumentsOf(CommandContext context, params IEnumerable<Option> others) =>
        context.ArgumentsWithout([.. Always, Shards, SharedOptions.Json, SharedOptions.Verbose, .. others]);

    /// <summary>The program as it was started.</summary>
    private static IReadOnlyList<string> Program()
    {
        string host = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(host) == "dotnet" ? [host, typeof(SlurmChoice).Assembly.Location] : [host];
    }

    /// <summary>A plan of tasks for this program, in this folder.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="collect">The task that puts their results together.</param>
    public static TaskPlan PlanOf(IReadOnlyList<PlannedTask> tasks, PlannedTask collect) =>
        new() { Program = Program(), WorkingDirectory = Environment.CurrentDirectory, Tasks = tasks, Collect = collect };

    /// <summary>Submits tasks, or prints their scripts.</summary>
    /// <param name="context">The call.</param>
    /// <param name="output">Output of the work.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="collect">The task that puts their results together.</param>
    public static int Submit(CommandContext context, string output, IReadOnlyList<PlannedTask> tasks, PlannedTask collect)
    {
        TaskPlan plan = PlanOf(tasks, collect);
        var options = new SlurmOptions
        {
            Partition = context.Find(Partition),
            Account = context.Find(Account),
            Time = context.Find(Time),
            Memory = context.Find(Memory),
            Gpus = context.Find(Gpus),
            Cpus = context.Find(Cpus),
            Constraint = context.Find(Constraint),
        };
        bool isDry = IsDry(context);
        SlurmSubmission submission = isDry ? SlurmSubmission.Preview(output, plan, options) : SlurmSubmission.Submit(output, plan, options);
        string scripts = string.Join('\n', submission.Scripts.Select(script => $"# {script.Name}\n{script.Script}"));
        string jobs = string.Join('\n', submission.Jobs);
        context.Print(
            new { output, tasks = tasks.Count, submitted = submission.Tasks, jobs = submission.Jobs, scripts = submission.Scripts.ToDictionary(script => script.Name, script => script.Script, StringComparer.Ordinal) },
            isDry ? scripts.TrimEnd() : context.Get(Parsable) ? jobs : $"{submission.Tasks} of {Counted.Of(tasks.Count, "task")} submitted as {string.Join(", ", submission.Jobs.SkipLast(1).DefaultIfEmpty("no job, because all are done"))}; job {submission.Jobs[^1]} puts the results together\nstate: deepslice jobs {output}");
        return ExitCode.Done;
    }
}
