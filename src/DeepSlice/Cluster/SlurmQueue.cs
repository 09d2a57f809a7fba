using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepSlice.Cluster;

/// <summary>Slurm's commands.</summary>
internal static partial class SlurmQueue
{
    /// <summary>The number of a cluster that does not say how many tasks an array may have.</summary>
    public const int UsualArraySize = 1001;

    private const int MostTrials = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private const string Remedy = "log in to a machine of the cluster, or omit --slurm";

    /// <summary>Slurm's <c>MaxArraySize</c>: the indices of an array are smaller than it.</summary>
    /// <exception cref="IOException">Slurm does not answer.</exception>
    public static int MaxArraySize() => ArraySize().Match(Call("scontrol", "show", "config")) is { Success: true } found
        ? int.Parse(found.Groups["size"].Value, CultureInfo.InvariantCulture)
        : UsualArraySize;

    /// <summary>Submits a script.</summary>
    /// <param name="script">Path of the script.</param>
    /// <param name="after">Jobs that must have ended well before; empty for none.</param>
    /// <returns>The id of the job.</returns>
    /// <exception cref="IOException">Slurm refuses the job, or does not answer.</exception>
    public static string Submit(string script, IReadOnlyList<string> after) =>
        Call("sbatch", ["--parsable", .. after.Count == 0 ? (string[])[] : [$"--dependency=afterok:{string.Join(':', after)}", "--kill-on-invalid-dep=yes"], script]).Trim().Split(';')[0];

    /// <summary>Those of the jobs that wait or run.</summary>
    /// <param name="jobs">Ids of jobs, also of some that Slurm has forgotten.</param>
    /// <exception cref="IOException">Slurm does not answer.</exception>
    public static IReadOnlyList<string> Active(IReadOnlyList<string> jobs)
    {
        if (jobs.Count == 0)
        {
            return [];
        }

        HashSet<string> queued = [.. Call("squeue", "--noheader", "--format=%A %F").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return [.. jobs.Where(queued.Contains)];
    }

    /// <summary>Puts a running job into the queue again.</summary>
    /// <param name="job">Id, for example <c>17_3</c>.</param>
    /// <exception cref="IOException">Slurm refuses, or does not answer.</exception>
    public static void Requeue(string job)
    {
        for (int trial = 1; ; trial++)
        {
            try
            {
                Call("scontrol", "requeue", job);
                return;
            }
            catch (IOException) when (trial < MostTrials)
            {
                Thread.Sleep(Pause); // the controller may be busy, or be changing the state of the job
            }
        }
    }

    private static string Call(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new IOException($"{program}: expected Slurm to accept the call, got: {error.GetAwaiter().GetResult().Trim().ReplaceLineEndings(" ")}; correct the options, or ask those who run the cluster");
        }
        catch (Win32Exception error)
        {
            throw new IOException($"expected Slurm's command {program} on this machine, got none; {Remedy}", error);
        }
    }

    [GeneratedRegex(@"^MaxArraySize\s*=\s*(?<size>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ArraySize();
}
