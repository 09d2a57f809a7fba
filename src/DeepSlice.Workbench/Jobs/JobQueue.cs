using System.Threading.Channels;
using DeepSlice.Formats;
using DeepSlice.Workbench.Api;

namespace DeepSlice.Workbench.Jobs;

/// <summary>Runs jobs one after the other: each takes the whole machine.</summary>
internal sealed class JobQueue : IDisposable
{
    private const int MostKept = 50;

    private readonly Lock _lock = new();
    private readonly List<Job> _jobs = [];
    private readonly Channel<(Job Job, Func<Job, Task<JobResult?>> Work)> _waiting = Channel.CreateUnbounded<(Job, Func<Job, Task<JobResult?>>)>();
    private readonly ChildNote _note;
    private readonly Action<JobAnswer> _changed;

    /// <summary>Begins to wait for jobs.</summary>
    /// <param name="note">Remembers the process of the job that runs.</param>
    /// <param name="changed">Gets jobs when they change.</param>
    public JobQueue(ChildNote note, Action<JobAnswer> changed)
    {
        _note = note;
        note.EndLeftOver();
        _changed = changed;
        _ = Task.Run(Work);
    }

    /// <summary>The jobs, the newest first.</summary>
    public IReadOnlyList<JobAnswer> Answers()
    {
        lock (_lock)
        {
            return [.. _jobs.Select(job => job.Answer).Reverse()];
        }
    }

    /// <summary>A job; null if there is none of this id.</summary>
    public Job? Find(string id)
    {
        lock (_lock)
        {
            return _jobs.Find(job => job.Answer.Id == id);
        }
    }

    /// <summary>Adds a job.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="command">The command that does the same.</param>
    /// <param name="work">Does it, and throws where it cannot.</param>
    public JobAnswer Add(JobKind kind, string command, Func<Job, Task<JobResult?>> work)
    {
        var job = new Job(kind, command, _note, _changed);
        lock (_lock)
        {
            _jobs.Add(job);
            if (_jobs.Count > MostKept && _jobs[0].IsOver)
            {
                _jobs.RemoveAt(0);
            }
        }

        _changed(job.Answer);
        _waiting.Writer.TryWrite((job, work));
        return job.Answer;
    }

    /// <summary>Stops all jobs.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        lock (_lock)
        {
            _jobs.ForEach(job => job.Cancel());
        }
    }

    private async Task Work()
    {
        await foreach ((Job job, Func<Job, Task<JobResult?>> work) in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                job.Stopped.ThrowIfCancellationRequested();
                job.Tell(answer => answer with { State = JobState.Running });
                JobResult? result = await work(job);
                job.Tell(answer => answer with { State = JobState.Done, Result = result, SecondsLeft = null });
            }
            catch (OperationCanceledException)
            {
                job.Tell(answer => answer with { State = JobState.Cancelled, SecondsLeft = null, Line = "stopped; what was done before stays" });
            }
            catch (Exception error) when (FileFailure.IsOne(error))
            {
                job.Tell(answer => answer with { State = JobState.Failed, SecondsLeft = null, Line = error is RefusedException or InvalidDataException or IOException or ArgumentException ? PlainWords.Of(error) : $"internal error ({error.GetType().Name}): {error.Message}" });
            }
        }
    }
}
