using DeepSlice.Fuzz;

namespace DeepSlice.Tests.Formats;

/// <summary>A small share of <c>eng/fuzz</c>: a failure prints the folder of the input.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 250;
    private const int Seed = 20_261_127;

    public static TheoryData<string> Names => [.. Parsers.All.Select(parser => parser.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Changed_files_are_read_or_refused_without_an_error_of_the_program(string name)
    {
        string folder = Path.Combine(Repository.Root, "build", "fuzz-test");
        var orders = new Orders(Inputs, TimeSpan.FromMinutes(2), Seed, BuiltInSeedsOnly: true);

        Outcome outcome = Campaign.Run(Parsers.All.Single(parser => parser.Name == name), orders, folder);

        outcome.Findings.ShouldBe(0, $"seed {Seed}: see {folder}/{name}");
        outcome.Inputs.ShouldBe(Inputs, "all inputs are tried");
        outcome.Accepted.ShouldBeInRange(1, Inputs, "the seeds are valid files");
    }
}
