using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepSlice.Workbench.Jobs;

/// <summary>One command of this program, run as a process of its own.</summary>
internal sealed partial class ChildRun : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly List<string> _said = [];

    private ChildRun(Process process) => _process = process;

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The last line that it said.</summary>
    public string LastLine => _said.Count > 0 ? _said[^1] : "";

    /// <summary>Starts a command.</summary>
    /// <param name="arguments">Arguments of <c>deepslice</c>.</param>
    public static ChildRun Start(IEnumerable<string> arguments)
    {
        Process process = Process.Start(ProgramCommand.Of(arguments)) ?? throw new IOException("expected to start a command, got no process; start the workbench again");
        process.StandardInput.Close();
        return new ChildRun(process);
    }

    /// <summary>Waits until the command ends.</summary>
    /// <param name="progress">Gets what it says of its progress: units done, all units, seconds left, and the line.</param>
    /// <param name="cancellationToken">Stops the command in the way of Ctrl-C, so that what is done stays.</param>
    /// <returns>The exit code and the output.</returns>
    public async Task<(int ExitCode, string Output)> Finish(Action<int, int, double?, string> progress, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration stopping = cancellationToken.Register(Stop);
        Task<string> output = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        while (await _process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (Progress().Match(line) is { Success: true } match)
            {
                double? left = match.Groups[3].Success ? double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : null;
                progress(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), left, line);
            }
            else
            {
                _said.Add(line.StartsWith("deepslice: ", StringComparison.Ordinal) ? line["deepslice: ".Length..] : line);
            }
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return (_process.ExitCode, await output);
    }

    /// <summary>Stops the process for a while, or lets it go on.</summary>
    public void Pause(bool isPaused) => Signal(isPaused ? "STOP" : "CONT");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Stop()
    {
        Signal("CONT");
        Signal("INT");
        _ = Task.Run(async () =>
        {
            await Task.Delay(s_patience);
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It has ended.
            }
        });
    }

    private void Signal(string signal)
    {
        using Process? shell = Process.Start(new ProcessStartInfo("sh", ["-c", "kill -\"$1\" \"$2\" 2>/dev/null", "sh", signal, Id.ToString(CultureInfo.InvariantCulture)]));
        shell?.WaitForExit();
    }

    [GeneratedRegex(@"^[\w ,-]+: (\d+) of (\d+) \w+(?:, [\d.]+ a second)?(?:, (\d+) s left)?")]
    private static partial Regex Progress();
}
