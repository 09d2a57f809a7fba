using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DeepSlice.Tests.Workbench;

/// <summary><c>deepslice workbench</c> as a process of its own, which can be killed.</summary>
internal sealed class WorkbenchProcess : IDisposable
{
    private readonly Process _process;

    private WorkbenchProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts the server and reads its address.</summary>
    public static WorkbenchProcess Start(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DeepSlice.Cli.dll"), "workbench", .. arguments, "--no-browser"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string line = process.StandardOutput.ReadLine() ?? "";
        return new WorkbenchProcess(process, new Uri(Regex.Match(line, @"https?://\S+").Value));
    }

    /// <summary>Ends the process without a chance to tidy up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks the process to stop, and waits.</summary>
    /// <returns>The exit code.</returns>
    public int Stop()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
