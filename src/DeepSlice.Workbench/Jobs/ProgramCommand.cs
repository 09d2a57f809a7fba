using System.Diagnostics;

namespace DeepSlice.Workbench.Jobs;

/// <summary>Starts this program as another process.</summary>
internal static class ProgramCommand
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "DeepSlice.Cli.dll");

    /// <summary>How to start it.</summary>
    /// <param name="arguments">Arguments of <c>deepslice</c>.</param>
    public static ProcessStartInfo Of(IEnumerable<string> arguments)
    {
        string own = Environment.ProcessPath ?? "";
        string host = Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        return new ProcessStartInfo(host, [s_program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
