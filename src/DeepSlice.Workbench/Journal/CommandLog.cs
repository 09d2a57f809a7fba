namespace DeepSlice.Workbench.Journal;

/// <summary>Every action as the command that does the same.</summary>
internal sealed class CommandLog(JournalDatabase database, TimeProvider time)
{
    private const int Most = 1000;

    /// <summary>Adds an action.</summary>
    /// <param name="what">The action in a few words.</param>
    /// <param name="arguments">Arguments of <c>deepslice</c>.</param>
    public void Add(string what, IEnumerable<string> arguments) =>
        database.Run("INSERT INTO commands (at, what, command) VALUES ($1, $2, $3)", time.GetUtcNow(), what, TextOf(arguments));

    /// <summary>The last actions, the newest first.</summary>
    public IReadOnlyList<LoggedCommand> Read() => database.Read(
        "SELECT at, what, command FROM commands ORDER BY number DESC LIMIT $1",
        row => new LoggedCommand(JournalDatabase.TimeOf(row, 0)!.Value, row.GetString(1), row.GetString(2)),
        Most);

    /// <summary>A command as a shell reads it.</summary>
    public static string TextOf(IEnumerable<string> arguments) => string.Join(' ', arguments.Prepend("deepslice").Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=,:+@%".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
