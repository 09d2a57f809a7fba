using System.CommandLine;
using System.CommandLine.Help;
using DeepSlice.Cli.Commands;
using DeepSlice.Cli.Terminal;

namespace DeepSlice.Cli;

/// <summary>The command line: all commands, and errors for wrong usage.</summary>
internal static class CommandLine
{
    /// <summary>All commands, in the order of the tutorial.</summary>
    public static Command Create() => new("deepslice", "Outlines anatomical regions in fluorescent brain slices.")
    {
        new HelpOption(),
        new VersionOption(),
        SharedOptions.Json,
        SharedOptions.Verbose,
        DemoCommand.Create(),
        PhantomCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        PlanCommand.Create(),
        TrainCommand.Create(),
        CalibrateCommand.Create(),
        PredictCommand.Create(),
        EvaluateCommand.Create(),
        RobustnessCommand.Create(),
        ArtifactsCommand.Create(),
        InfoCommand.Create(),
    };

    public static int Run(string[] arguments)
    {
        Command root = Create();
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            string command = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            string problem = parsed.UnmatchedTokens.Count > 0
                ? ConfigurationChoice.Replacement(parsed.UnmatchedTokens[0]) ?? $"expected a known {(command.Length == 0 ? "command" : "option")}, got '{parsed.UnmatchedTokens[0]}'"
                : InPlainWords(parsed.Errors[0].Message);
            return Failure.Report($"{problem}; see deepslice {command}--help", ExitCode.BadInput);
        }

        // Commands handle their own errors and Ctrl-C; see CommandContext.Run.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    // The parser's messages name .NET types instead of kinds of numbers; those of optional options are wrapped.
    private static string InPlainWords(string message) => message
        .Replace("'System.Nullable`1[System.Int32]'", "'System.Int32'", StringComparison.Ordinal)
        .Replace("'System.Nullable`1[System.Double]'", "'System.Double'", StringComparison.Ordinal)
        .Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)
        .Replace("as expected type 'System.UInt64'", "as a whole number of 0 or more", StringComparison.Ordinal)
        .Replace("as expected type 'System.Double'", "as a number", StringComparison.Ordinal)
        .TrimEnd('.');
}
