using System.Diagnostics;

namespace DeepSlice.Tests.Export;

/// <summary>A Python with PyTorch, where the machine has one; tests that need it are skipped elsewhere.</summary>
internal static class PythonWithTorch
{
    private static readonly string[] Candidates = ["python3", "/usr/bin/python3"];

    private static readonly Lazy<string?> Found = new(() => Candidates.FirstOrDefault(python => TryRun(python, ["-c", "import torch, numpy, PIL"], ".")?.Code == 0));

    /// <summary>Runs a program, and requires that it ends well.</summary>
    /// <returns>Its standard output.</returns>
    public static string Run(string program, params string[] arguments) => RunIn(".", program, arguments);

    /// <summary>Runs a program in a folder, and requires that it ends well.</summary>
    /// <returns>Its standard output.</returns>
    public static string RunIn(string folder, string program, params string[] arguments)
    {
        Assert.SkipWhen(Found.Value is null, "this machine has no Python with PyTorch, NumPy and Pillow");
        (int code, string output, string error) = TryRun(Found.Value!, ["-c", program, .. arguments], folder)!.Value;
        code.ShouldBe(0, error);
        return output;
    }

    private static (int Code, string Output, string Error)? TryRun(string python, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no such program
        }
    }
}
