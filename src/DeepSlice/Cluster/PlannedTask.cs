namespace DeepSlice.Cluster;

/// <summary>A part of a long work that runs as a process of its own.</summary>
/// <param name="Name">Name shown to people, for example <c>fold 2 of 5</c>.</param>
/// <param name="Arguments">The arguments of the command line, the command first. The same arguments resume a task that was stopped.</param>
internal sealed record PlannedTask(string Name, IReadOnlyList<string> Arguments);
