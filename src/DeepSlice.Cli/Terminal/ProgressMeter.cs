namespace DeepSlice.Cli.Terminal;

/// <summary>Shows the progress of long work on standard error.</summary>
internal abstract class ProgressMeter
{
    /// <summary>Adds units that an earlier run has finished, which do not count for the rate; may be called repeatedly. The rate counts from here if nothing has been reported yet.</summary>
    /// <param name="count">Units done before.</param>
    public abstract void Skip(int count);

    /// <summary>Reports progress.</summary>
    /// <param name="done">Units done, 0 … <paramref name="total"/>.</param>
    /// <param name="total">All units.</param>
    /// <param name="note">A short note, for example the current loss; empty for none.</param>
    public abstract void Report(int done, int total, string note = "");

    /// <summary>The unit of a count, in singular or plural.</summary>
    /// <param name="units">The unit in plural.</param>
    /// <param name="count">The count.</param>
    protected internal static string Unit(string units, double count) => count == 1 ? units[..^1] : units;

    /// <summary>Prints a separate line, for example for an unreadable file.</summary>
    public abstract void Say(string message);
}
