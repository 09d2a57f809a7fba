using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepSlice.Cli.Terminal;

/// <summary>The context of a running command: its options, output, progress and Ctrl-C.</summary>
internal sealed class CommandContext
{
    private static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ParseResult _parsed;

    private CommandContext(ParseResult parsed, CancellationToken cancellationToken)
    {
        _parsed = parsed;
        CancellationToken = cancellationToken;
    }

    /// <summary>Cancelled by the first Ctrl-C, and if the terminal is closed; see <see cref="StopSignals"/>.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether to print the result as JSON.</summary>
    public bool Json => _parsed.GetValue(SharedOptions.Json);

    /// <summary>The arguments of the command line, the command among them.</summary>
    public IReadOnlyList<string> Arguments => [.. _parsed.Tokens.Select(token => token.Value)];

    /// <summary>Creates a function the action of a command, with its errors and Ctrl-C turned into exit codes.</summary>
    public static void Bind(Command command, Func<CommandContext, int> run) => command.SetAction(parsed =>
    {
        using StopSignals stop = new();
        try
        {
            return run(new CommandContext(parsed, stop.Token));
        }
        catch (Exception error)
        {
            return Failure.Report(error, parsed.GetValue(SharedOptions.Verbose));
        }
    });

    /// <summary>The value of an option, or its default.</summary>
    public T Get<T>(Option<T> option) => _parsed.GetRequiredValue(option);

    /// <summary>Whether the caller gave an option.</summary>
    public bool Has(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The arguments of the command line without some options and their values.</summary>
    public IReadOnlyList<string> ArgumentsWithout(IReadOnlyCollection<Option> options)
    {
        List<string> kept = [];
        Option? left = null;
        foreach (Token token in _parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
            {
                left = options.FirstOrDefault(option => option.Name == token.Value);
            }

            if (left is null)
            {
                kept.Add(token.Value);
            }
        }

        return kept;
    }

    /// <summary>The value of an argument.</summary>
    public T Get<T>(Argument<T> argument) => _parsed.GetRequiredValue(argument);

    /// <summary>The value of an option that has no default; null if it was not given.</summary>
    public T? Find<T>(Option<T> option) => _parsed.GetValue(option);

    /// <summary>Prints the result on standard output: as JSON if requested, otherwise as text.</summary>
    public void Print(object result, string words) => PrintText(Json ? JsonSerializer.Serialize(result, JsonForm) : "", words);

    /// <summary>Prints a result given as JSON and as text.</summary>
    /// <exception cref="IOException">Standard output cannot be written.</exception>
    public void PrintText(string json, string words)
    {
        try
        {
            Console.Out.WriteLine(Json ? json : words);
            Console.Out.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"standard output: expected to print the result, got {PlainWords.ReasonOf(error)}; the files of the result are complete", error);
        }
    }

    /// <summary>Runs long work with a progress bar on a terminal, and plain lines otherwise.</summary>
    /// <param name="activity">The activity, for example <c>importing</c>.</param>
    /// <param name="unit">The unit, for example <c>slices</c>.</param>
    /// <param name="work">The work; reports to the given meter.</param>
    public static T WithProgress<T>(string activity, string unit, Func<ProgressMeter, T> work) =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb"
            ? work(new LineMeter(Console.Error, activity, unit, TimeProvider.System))
            : BarMeter.Run(activity, unit, work);
}
