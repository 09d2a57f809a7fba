using System.Collections.Concurrent;

namespace DeepSlice.Cluster;

/// <summary>Runs tasks on this machine, several at once.</summary>
internal static class TaskPool
{
    /// <summary>Runs tasks; one that fails leaves the others.</summary>
    /// <param name="folder">The jobs of the work.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="tasks">Numbers of the tasks.</param>
    /// <param name="atOnce">Number of tasks at the same time; they share the processors.</param>
    /// <param name="ended">Called after each task, by one thread at a time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Stops all tasks so that they can go on later.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Run(JobFolder folder, TaskPlan plan, IReadOnlyList<int> tasks, int atOnce, Action<int, TaskReport> ended, TimeProvider time, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        int cores = Math.Max(1, Environment.ProcessorCount / Ensure.InRange(atOnce, 1, 1024));
        var told = new Lock();
        Parallel.ForEach(Partitioner.Create(tasks, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop }, task =>
        {
            TaskReport report = TaskRunner.Run(folder, plan, task, job: "", cores, TextWriter.Null, time, stop);
            lock (told)
            {
                ended(task, report);
            }
        });
        stop.ThrowIfCancellationRequested();
    }
}
