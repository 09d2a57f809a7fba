using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
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
        SweepCommand.Create(),
        CalibrateCommand.Create(),
        PredictCommand.Create(),
        EvaluateCommand.Create(),
        QuantifyCommand.Create(),
        WorkbenchCommand.Create(),
        RobustnessCommand.Create(),
        ArtifactsCommand.Create(),
        AtlasCommand.Create(),
        SynthesizeCommand.Create(),
        JobsCommand.Create(),
        TaskCommand.Create(),
        ModelsCommand.Create(),
        InfoCommand.Create(),
    };

    public static int Run(string[] arguments)
    {
        Command root = Create();
        // A name that begins with @ is a file like any other, and not a list of arguments.
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        string? problem = UnknownWord(parsed, isRoot: parsed.CommandResult.Command == root) ?? (parsed.Errors.Count > 0 ? InPlainWords(parsed.Errors[0].Message) : null);
        if (problem is not null)
        {
            string command = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            return Failure.Report($"{problem}; see deepslice {command}--help", ExitCode.BadInput);
        }

        // Commands handle their own errors and Ctrl-C; see CommandContext.Run.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    // An option that takes several values also takes a mistyped option for one of them.
    private static string? UnknownWord(ParseResult parsed, bool isRoot)
    {
        string? option = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).FirstOrDefault(token => token.Type == TokenType.Argument && IsOption(token.Value))?.Value;
        string? unmatched = parsed.UnmatchedTokens is [string first, ..] ? first : null;
        string? word = isRoot ? unmatched : option ?? unmatched;
        if (word is null)
        {
            return null;
        }

        Command command = parsed.CommandResult.Command;
        bool isCommand = isRoot && !IsOption(word);
        IEnumerable<string> known = isCommand
            ? command.Subcommands.Select(other => other.Name)
            : command.Options.Select(other => other.Name).Append("--help").Append(SharedOptions.Json.Name).Append(SharedOptions.Verbose.Name);
        string hint = Spelling.Closest(word.Split('=')[0], known) is { } meant ? $"; did you mean {meant}?" : "";
        return ConfigurationChoice.Replacement(word)
            ?? (isCommand || IsOption(word) ? $"expected a known {(isCommand ? "command" : "option")}, got '{word}'{hint}" : $"expected an option in front of '{word}', got none");
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && (word[1] == '-' || char.IsAsciiLetter(word[1])) && !Path.Exists(word);

    // The parser's messages name .NET types instead of kinds of numbers; those of optional options are wrapped.
    private static string InPlainWords(string message) => message
        .Replace("'System.Nullable`1[System.Int32]'", "'System.Int32'", StringComparison.Ordinal)
        .Replace("'System.Nullable`1[System.Double]'", "'System.Double'", StringComparison.Ordinal)
        .Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)
        .Replace("as expected type 'System.UInt64'", "as a whole number of 0 or more", StringComparison.Ordinal)
        .Replace("as expected type 'System.Double'", "as a number", StringComparison.Ordinal)
        .TrimEnd('.');
}
