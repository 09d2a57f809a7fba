using System.CommandLine;
using System.CommandLine.Help;
using DeepSlice.Cli.Commands;
using DeepSlice.Cli.Terminal;

namespace DeepSlice.Cli;

/// <summary>The command line as a whole: which commands there are, and what becomes of a wrong one.</summary>
internal static class CommandLine
{
    /// <summary>Every command, in the order in which a newcomer meets them.</summary>
    public static Command Create() => new("deepslice", "Outlines anatomical regions in fluorescent brain slices.")
    {
        new HelpOption(),
        new VersionOption(),
        SharedOptions.Json,
        SharedOptions.Verbose,
        PhantomCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        InfoCommand.Create(),
    };

    public static int Run(string[] arguments)
    {
        Command root = Create();
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            string command = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            return Failure.Report($"{parsed.Errors[0].Message.TrimEnd('.')}; see deepslice {command}--help", ExitCode.BadInput);
        }

        // Commands answer for their own errors and for Ctrl-C; see CommandContext.Run.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
