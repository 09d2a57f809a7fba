using System.Globalization;
using System.Text;

namespace DeepSlice.Cluster;

/// <summary>The scripts of a work for sbatch.</summary>
/// <remarks>
/// A task gets SIGUSR2 a minute and a half before its time limit; it then saves its state and is put into the queue again. The shell is replaced by the
/// program, so that the program gets the signal.
/// </remarks>
internal static class SlurmScript
{
    private const int SecondsBeforeLimit = 90;

    /// <summary>The script of an array of tasks.</summary>
    /// <param name="folder">The jobs of the work.</param>
    /// <param name="output">Output of the work, as given.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="part">Numbers of the tasks.</param>
    /// <param name="options">What each task asks for.</param>
    public static string OfArray(JobFolder folder, string output, TaskPlan plan, ArrayPart part, SlurmOptions options) => Render(
        folder, plan, options,
        [$"--array={part.Indices}", $"--output={Quoted(Path.Combine(Escaped(folder.LogFolder), "%A_%a.log"))}"],
        [Path.GetFullPath(output)],
        string.Create(CultureInfo.InvariantCulture, $"\"$(({part.Offset} + SLURM_ARRAY_TASK_ID))\""));

    /// <summary>The script of the collecting task.</summary>
    public static string OfCollect(JobFolder folder, string output, TaskPlan plan, SlurmOptions options) => Render(
        folder, plan, options,
        [$"--output={Quoted(Path.Combine(Escaped(folder.LogFolder), "%j.log"))}"],
        [Path.GetFullPath(output)],
        JobFolder.CollectName);

    private static string Render(JobFolder folder, TaskPlan plan, SlurmOptions options, string[] own, string[] arguments, string task)
    {
        string name = Path.GetFileName(Path.GetDirectoryName(folder.FullPath)!);
        string command = plan.Collect.Arguments[0];
        IEnumerable<string> lines =
        [
            $"--job-name={Quoted($"deepslice-{command}-{name}")}", .. own, "--open-mode=append", "--requeue",
            string.Create(CultureInfo.InvariantCulture, $"--signal=B:USR2@{SecondsBeforeLimit}"), "--ntasks=1", $"--chdir={Quoted(plan.WorkingDirectory)}", .. options.Lines(),
        ];
        var script = new StringBuilder("#!/bin/sh\n");
        foreach (string line in lines)
        {
            script.Append("#SBATCH ").Append(line).Append('\n');
        }

        return script
            .Append("# .NET takes the processors of the job for those of the machine, also where Slurm does not confine jobs to them.\n")
            .Append("cpus=${SLURM_CPUS_PER_TASK:-${SLURM_CPUS_ON_NODE:-}}\n")
            .Append("[ -z \"$cpus\" ] || export DOTNET_PROCESSOR_COUNT=\"$cpus\"\n")
            .Append("exec ").AppendJoin(' ', plan.Program.Append("task").Concat(arguments).Select(Word)).Append(' ').Append(task).Append('\n')
            .ToString();
    }

    // Slurm replaces what follows a percent sign in names of logs.
    private static string Escaped(string path) => path.Replace("%", "%%", StringComparison.Ordinal);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Word(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
