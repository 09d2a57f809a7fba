using System.CommandLine;

namespace DeepSlice.Cli.Terminal;

/// <summary>Options that every command has.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as one JSON object on standard output.",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Print the stack trace of an error.",
        Recursive = true,
    };
}
