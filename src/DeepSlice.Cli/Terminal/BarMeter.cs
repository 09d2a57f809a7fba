using Spectre.Console;

namespace DeepSlice.Cli.Terminal;

/// <summary>Progress as a bar with rate and time left.</summary>
internal sealed class BarMeter : ProgressMeter
{
    private readonly IAnsiConsole _console;
    private readonly ProgressTask _task;
    private readonly string _activity;

    private BarMeter(IAnsiConsole console, ProgressTask task, string activity)
    {
        _console = console;
        _task = task;
        _activity = activity;
    }

    /// <summary>Runs work with a progress bar; standard output is reserved for the result.</summary>
    public static T Run<T>(string activity, string unit, Func<ProgressMeter, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new CountColumn(unit),
                new RateColumn(),
                new RemainingTimeColumn())
            .Start(progress => work(new BarMeter(console, progress.AddTask(Markup.Escape(activity)), activity)));
    }

    public override void Skip(int count) => _task.State.Update<double>(RateColumn.SkippedKey, skipped => skipped + count);

    public override void Report(int done, int total, string note = "")
    {
        _task.MaxValue = total;
        _task.Value = done;
        _task.Description = Markup.Escape(note.Length > 0 ? $"{_activity}, {note}" : _activity);
    }

    public override void Say(string message) => _console.WriteLine($"deepslice: {message}");
}
