using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DeepSlice.Tests.Workbench.Page;

/// <summary>A workbench as its user starts it.</summary>
internal sealed partial class WorkbenchProcess : IDisposable
{
    private readonly Process _process;

    private WorkbenchProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The address that it printed, with the token.</summary>
    public string Address { get; }

    /// <summary>Starts the program, and waits until it has printed its address.</summary>
    public static WorkbenchProcess Start(string project, params string[] options)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "DeepSlice.Cli.dll"), "workbench", project, "--no-browser", .. options];
        Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (WebAddress().Match(line) is { Success: true } found)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new WorkbenchProcess(process, found.Value);
            }
        }

        process.WaitForExit();
        throw new InvalidOperationException($"expected an address, got the end of the program: {said}");
    }

    /// <summary>Kills it without notice.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex WebAddress();
}
