using System.CommandLine;
using DeepSlice.Cli;

namespace DeepSlice.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. CommandLine.Create().Subcommands.Select(command => command.Name)];

    [Fact]
    public void Help_lists_every_command() => Golden.ShouldMatch("help.txt", Help("--help"));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_of_a_command_explains_its_options(string command) => Golden.ShouldMatch($"help.{command}.txt", Help(command, "--help"));

    private static string Help(params string[] arguments)
    {
        using var output = new StringWriter();
        CommandLine.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output }).ShouldBe(0);
        return output.ToString();
    }
}
