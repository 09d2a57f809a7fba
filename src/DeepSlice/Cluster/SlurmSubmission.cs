using System.Globalization;

namespace DeepSlice.Cluster;

/// <summary>A work that was submitted to Slurm, or would be.</summary>
/// <param name="Scripts">The scripts with their names, in the order of submission.</param>
/// <param name="Jobs">Ids of the jobs, the collecting job last; empty if nothing was submitted.</param>
/// <param name="Tasks">Number of tasks that were not done.</param>
internal sealed record SlurmSubmission(IReadOnlyList<(string Name, string Script)> Scripts, IReadOnlyList<string> Jobs, int Tasks)
{
    /// <summary>Writes a plan, and submits its tasks that are not done, and the collecting task after them.</summary>
    /// <param name="output">Output of the work.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">What each task asks for.</param>
    /// <exception cref="InvalidDataException">Jobs of an earlier call wait or run.</exception>
    /// <exception cref="IOException">The folder cannot be written, or Slurm refuses a job.</exception>
    public static SlurmSubmission Submit(string output, TaskPlan plan, SlurmOptions options)
    {
        var folder = new JobFolder(output);
        if (SlurmQueue.Active(folder.ReadSubmitted()) is [string active, ..])
        {
            throw new InvalidDataException($"{output}: expected no jobs of an earlier call, got job {active} in Slurm's queue; wait until it ends, or end it with scancel {active}");
        }

        int mostIndices = SlurmQueue.MaxArraySize();
        folder.Begin(plan);
        SlurmSubmission planned = Prepare(folder, output, plan, options, mostIndices);
        List<string> jobs = [];
        foreach ((string name, string script) in planned.Scripts)
        {
            string[] before = name.StartsWith(JobFolder.CollectName, StringComparison.Ordinal) ? [.. jobs] : [];
            jobs.Add(SlurmQueue.Submit(folder.WriteScript(name, script), before));
            folder.WriteSubmitted(jobs);
        }

        return planned with { Jobs = jobs };
    }

    /// <summary>What <see cref="Submit"/> would submit; writes nothing.</summary>
    /// <param name="output">Output of the work.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">What each task asks for.</param>
    public static SlurmSubmission Preview(string output, TaskPlan plan, SlurmOptions options)
    {
        int mostIndices;
        try
        {
            mostIndices = SlurmQueue.MaxArraySize();
        }
        catch (IOException)
        {
            mostIndices = SlurmQueue.UsualArraySize; // scripts can be looked at on any machine
        }

        return Prepare(new JobFolder(output), output, plan, options, mostIndices);
    }

    private static SlurmSubmission Prepare(JobFolder folder, string output, TaskPlan plan, SlurmOptions options, int mostIndices)
    {
        IReadOnlyList<int> tasks = folder.Unfinished(plan);
        IReadOnlyList<ArrayPart> parts = ArrayPart.Divide(tasks, mostIndices);
        return new SlurmSubmission(
            [
                .. parts.Select((part, place) => (string.Create(CultureInfo.InvariantCulture, $"array-{place + 1}.sh"), SlurmScript.OfArray(folder, output, plan, part, options))),
                ($"{JobFolder.CollectName}.sh", SlurmScript.OfCollect(folder, output, plan, options)),
            ],
            [],
            tasks.Count);
    }
}
