namespace DeepSlice.Cli.Terminal;

/// <summary>Shows on standard error how far long work has come.</summary>
internal abstract class ProgressMeter
{
    /// <summary>Tells of units that an earlier call has done, which say nothing of the present rate; several tellings add up. The rate counts from here, where nothing has been reported yet.</summary>
    /// <param name="count">Units done before.</param>
    public abstract void Skip(int count);

    /// <summary>Tells how much is done.</summary>
    /// <param name="done">Units done, 0 … <paramref name="total"/>.</param>
    /// <param name="total">All units.</param>
    /// <param name="note">A few words beside it, as the present loss; empty for none.</param>
    public abstract void Report(int done, int total, string note = "");

    /// <summary>Prints a line of its own, as for a file that could not be read.</summary>
    public abstract void Say(string message);
}
