using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Jobs;

/// <summary>Long work: its state, and the process that does it.</summary>
internal sealed class Job : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ChildNote _note;
    private readonly Action<JobAnswer> _changed;
    private ChildRun? _child;
    private JobAnswer _answer;

    public Job(JobKind kind, string command, ChildNote note, Action<JobAnswer> changed)
    {
        _note = note;
        _changed = changed;
        _answer = new JobAnswer { Id = Guid.NewGuid().ToString("N")[..12], Kind = kind, State = JobState.Waiting, Command = command };
    }

    /// <summary>As the page gets it.</summary>
    public JobAnswer Answer
    {
        get
        {
            lock (_lock)
            {
                return _answer;
            }
        }
    }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => Answer.State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>Cancelled when somebody stops the job.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Changes what the page gets.</summary>
    public void Tell(Func<JobAnswer, JobAnswer> change)
    {
        JobAnswer answer;
        lock (_lock)
        {
            answer = _answer = change(_answer);
        }

        _changed(answer);
    }

    /// <summary>Runs a command as a step of the job.</summary>
    /// <param name="arguments">Arguments of <c>deepslice</c>.</param>
    /// <param name="progress">Gets units done, all units, seconds left and the line; null to show them as those of the job.</param>
    /// <returns>The exit code, the output, and the last line that it said.</returns>
    public async Task<(int ExitCode, string Output, string LastLine)> Run(IReadOnlyList<string> arguments, Action<int, int, double?, string>? progress = null)
    {
        Stopped.ThrowIfCancellationRequested();
        using ChildRun child = ChildRun.Start(arguments);
        lock (_lock)
        {
            _child = child;
        }

        try
        {
            _note.Keep(child.Id);
            (int exitCode, string output) = await child.Finish(
                progress ?? ((done, total, left, line) => Tell(answer => answer with { Done = done, Total = total, SecondsLeft = left, Line = line })), Stopped);
            return (exitCode, output, child.LastLine);
        }
        finally
        {
            lock (_lock)
            {
                _child = null;
            }

            _note.Clear();
        }
    }

    /// <summary>Stops the job; what is done stays.</summary>
    public void Cancel()
    {
        if (!IsOver)
        {
            _stop.Cancel();
        }
    }

    /// <summary>Stops the job's process for a while, or lets it go on.</summary>
    public void Pause(bool isPaused)
    {
        lock (_lock)
        {
            if (_child is null || _answer.State is not (JobState.Running or JobState.Paused))
            {
                return;
            }

            _child.Pause(isPaused);
        }

        Tell(answer => answer with { State = isPaused ? JobState.Paused : JobState.Running });
    }

    /// <summary>The command of a step, for people.</summary>
    public static string TextOf(IEnumerable<string> arguments) => CommandLog.TextOf(arguments);

    public void Dispose() => _stop.Dispose();
}
