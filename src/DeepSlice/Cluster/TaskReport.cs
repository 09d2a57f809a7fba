namespace DeepSlice.Cluster;

/// <summary>What is known of a task: <c>status.json</c> in its folder.</summary>
internal sealed record TaskReport
{
    /// <summary>Longer than between two writings of the status, even on a slow file system.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    /// <summary>The state.</summary>
    public required TaskState State { get; init; }

    /// <summary>How often the task was started.</summary>
    public int Attempts { get; init; }

    /// <summary>The machine that it runs on, or ran on last.</summary>
    public string Host { get; init; } = "";

    /// <summary>Slurm's id of the job, for example <c>17_3</c>; empty without Slurm.</summary>
    public string Job { get; init; } = "";

    /// <summary>When the last attempt began, in UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When this was written, in UTC; a running task writes it several times a minute.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Seconds of all attempts.</summary>
    public double Seconds { get; init; }

    /// <summary>Most memory that an attempt took, in bytes; null if unknown.</summary>
    public long? PeakMemory { get; init; }

    /// <summary>Exit code of the last attempt; null while it runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The last line that the task has printed, or why it ended.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether the task is said to run, but has been silent for too long: its machine may have failed.</summary>
    /// <param name="now">The time.</param>
    public bool IsLost(DateTimeOffset now) => State == TaskState.Running && Updated is { } updated && now - updated > LongestSilence;
}
