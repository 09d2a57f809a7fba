namespace DeepSlice.Cluster;

/// <summary>A long work in tasks that can run at the same time, on several machines: everything that one of them needs to know.</summary>
internal sealed record TaskPlan
{
    /// <summary>The program and its first arguments, for example <c>dotnet</c> and the path of the program.</summary>
    public required IReadOnlyList<string> Program { get; init; }

    /// <summary>The folder that relative paths begin at.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The tasks; the first has number 1.</summary>
    public required IReadOnlyList<PlannedTask> Tasks { get; init; }

    /// <summary>The task that runs when all others are done, and puts their results together.</summary>
    public required PlannedTask Collect { get; init; }

    /// <summary>Whether another plan has the same tasks. The program may be another build.</summary>
    public bool HasSameTasks(TaskPlan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return WorkingDirectory == other.WorkingDirectory && Tasks.Count == other.Tasks.Count && Tasks.Append(Collect).Zip(other.Tasks.Append(other.Collect)).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Arguments.SequenceEqual(pair.Second.Arguments, StringComparer.Ordinal));
    }
}
