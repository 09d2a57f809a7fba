using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DeepSlice.Tests.Cli;

/// <summary>One run of the command-line tool as a process of its own.</summary>
internal sealed record CliProcess(int ExitCode, string Output, string Error)
{
    public static CliProcess Run(params string[] arguments) => RunIn(AppContext.BaseDirectory, arguments);

    /// <summary>Runs the program of another folder.</summary>
    public static CliProcess RunIn(string programFolder, params string[] arguments)
    {
        using Process process = Start(programFolder, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliProcess(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Runs with a folder before all others on the PATH.</summary>
    public static CliProcess RunWithPath(string folder, params string[] arguments)
    {
        using Process process = Start(AppContext.BaseDirectory, arguments, $"{folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliProcess(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Runs until the first line of progress, then presses Ctrl-C.</summary>
    public static CliProcess RunAndInterrupt(params string[] arguments) => RunAndSignal("INT", "", arguments);

    /// <summary>Runs until a line of standard error begins with a text, then sends signals, such as <c>HUP HUP</c>.</summary>
    public static CliProcess RunAndSignal(string signals, string beginning, params string[] arguments)
    {
        using Process process = Start(AppContext.BaseDirectory, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        var said = new StringBuilder();
        while (process.StandardError.ReadLine() is { } line)
        {
            said.Append(line).Append('\n');
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                break;
            }
        }

        foreach (string signal in signals.Split(' '))
        {
            using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        said.Append(process.StandardError.ReadToEnd());
        process.WaitForExit();
        return new CliProcess(process.ExitCode, output.GetAwaiter().GetResult(), said.ToString());
    }

    /// <summary>Kills the process, which has no chance to tidy up, as soon as a condition holds; returns at once where it ends before.</summary>
    public static void RunAndKill(Func<bool> when, params string[] arguments)
    {
        using Process process = Start(AppContext.BaseDirectory, arguments);
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        while (!process.HasExited && !when())
        {
            Thread.Sleep(1);
        }

        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Requires that the input was refused in one line of words, without a stack trace.</summary>
    public void ShouldBeRefused(params string[] words)
    {
        string[] lines = Error.TrimEnd().Split('\n');
        ExitCode.ShouldBe(1, Error);
        lines.Length.ShouldBe(1, Error);
        lines[0].ShouldStartWith("deepslice: ");
        foreach (string word in words)
        {
            lines[0].ShouldContain(word);
        }
    }

    private static Process Start(string programFolder, string[] arguments, string? path = null)
    {
        // Shells start background jobs, and nohup all, with signals ignored, which children inherit.
        string[] command = ["dotnet", Path.Combine(programFolder, "DeepSlice.Cli.dll"), .. arguments];
        string[] heeding = path is null ? ["env", "--default-signal=HUP,INT,TERM", .. command] : command;
        var start = new ProcessStartInfo(heeding[0], heeding[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        return Process.Start(start)!;
    }
}
