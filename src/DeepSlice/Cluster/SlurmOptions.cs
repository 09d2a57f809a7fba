namespace DeepSlice.Cluster;

/// <summary>What a job asks Slurm for; null leaves it to the cluster.</summary>
internal sealed record SlurmOptions
{
    /// <summary>Partition.</summary>
    public string? Partition { get; init; }

    /// <summary>Account that pays.</summary>
    public string? Account { get; init; }

    /// <summary>Time limit of a task, as <c>2:00:00</c>.</summary>
    public string? Time { get; init; }

    /// <summary>Memory of a task, as <c>16G</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Devices of a task, as <c>1</c> or <c>a100:1</c>.</summary>
    public string? Gpus { get; init; }

    /// <summary>Processors of a task.</summary>
    public int? Cpus { get; init => field = value is int count ? Ensure.InRange(count, 1, 4096, "--cpus") : null; }

    /// <summary>Features that a node must have.</summary>
    public string? Constraint { get; init; }

    /// <summary>The options for sbatch.</summary>
    public IEnumerable<string> Lines() => new (string Name, object? Value)[]
    {
        ("partition", Partition), ("account", Account), ("time", Time), ("mem", Memory), ("gres", Gpus is null ? null : $"gpu:{Gpus}"), ("cpus-per-task", Cpus), ("constraint", Constraint),
    }.Where(option => option.Value is not null).Select(option => FormattableString.Invariant($"--{option.Name}={option.Value}"));
}
