using System.Globalization;
using DeepSlice.Fuzz.Inputs;

namespace DeepSlice.Fuzz;

/// <summary>Tries changed files on the readers: <c>eng/fuzz</c>.</summary>
internal static class Program
{
    /// <summary>First argument of a worker's process.</summary>
    internal const string WorkerArgument = "--worker";

    private const string Usage = """
        eng/fuzz [PARSER…] [--inputs N] [--minutes M] [--seed S] [--built-in-seeds]
            Tries N changed files (1000000), or for M minutes (60), on each parser. Inputs that crash, hang, allocate more than 1 GB or
            end in an error of the program are saved as build/fuzz/PARSER/HASH.bin, with the error in HASH.txt. Exit code 1 if there are any.
        eng/fuzz --replay PARSER FILE
            Tries one saved file and shows the error.
        """;

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [WorkerArgument, var name, var folder, var journalPath, var inputs, var seconds, var seed, var builtIn]:
                var orders = new Orders(
                    long.Parse(inputs, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), int.Parse(seed, CultureInfo.InvariantCulture), builtIn == "yes");
                using (var journal = new Journal(journalPath))
                {
                    Parser parser = Find(name)!;
                    Worker.Run(parser, Seeds.Of(parser, orders.BuiltInSeedsOnly), orders, journal, new Findings(folder));
                }

                return 0;
            case ["--replay", var name, var path] when Find(name) is { } parser:
                return Replay(parser, path);
            default:
                return Fuzz(arguments);
        }
    }

    private static int Fuzz(string[] arguments)
    {
        var parsers = new List<Parser>();
        var orders = new Orders(1_000_000, TimeSpan.FromMinutes(60), 1, BuiltInSeedsOnly: false);
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--inputs" when long.TryParse(value, CultureInfo.InvariantCulture, out long inputs):
                    (orders, i) = (orders with { Inputs = inputs }, i + 1);
                    break;
                case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out double minutes):
                    (orders, i) = (orders with { Time = TimeSpan.FromMinutes(minutes) }, i + 1);
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out int seed):
                    (orders, i) = (orders with { Seed = seed }, i + 1);
                    break;
                case "--built-in-seeds":
                    orders = orders with { BuiltInSeedsOnly = true };
                    break;
                default:
                    if (Find(arguments[i]) is not { } parser)
                    {
                        Console.Error.WriteLine($"{Usage}\nParsers: {string.Join(' ', Parsers.All.Select(known => known.Name))}");
                        return 2;
                    }

                    parsers.Add(parser);
                    break;
            }
        }

        return Fuzz(parsers.Count > 0 ? parsers : Parsers.All, orders);
    }

    private static int Fuzz(IReadOnlyList<Parser> parsers, Orders orders)
    {
        string folder = Path.Combine(Seeds.Repository ?? Environment.CurrentDirectory, "build", "fuzz");
        Console.WriteLine($"seed {orders.Seed}; findings in {folder}");
        Console.WriteLine(Outcome.Heading);
        int findings = 0;
        foreach (Parser parser in parsers)
        {
            Outcome outcome = Campaign.Run(parser, orders, folder);
            Console.WriteLine(outcome);
            findings += outcome.Findings;
        }

        return findings == 0 ? 0 : 1;
    }

    private static int Replay(Parser parser, string path)
    {
        using var scratch = new Scratch();
        try
        {
            parser.Read(File.ReadAllBytes(path), scratch);
            Console.WriteLine("accepted");
            return 0;
        }
        catch (Exception error)
        {
            bool isFault = Verdict.FindFault(error, parser) is not null;
            Console.WriteLine($"{(isFault ? "an error of the program" : "refused")}: {error}");
            return isFault ? 1 : 0;
        }
    }

    private static Parser? Find(string name) => Parsers.All.FirstOrDefault(parser => parser.Name == name);
}
