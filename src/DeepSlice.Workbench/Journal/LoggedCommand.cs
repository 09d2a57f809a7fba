namespace DeepSlice.Workbench.Journal;

/// <summary>An action as the command that does the same.</summary>
/// <param name="At">When it began.</param>
/// <param name="What">The action in a few words.</param>
/// <param name="Command">The command line.</param>
internal sealed record LoggedCommand(DateTimeOffset At, string What, string Command);
