using System.Text.Json;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_arguments_the_help_is_printed()
    {
        CliProcess run = CliProcess.Run();
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Commands:");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public void Version_is_one_line() => CliProcess.Run("--version").Output.Trim().ShouldStartWith("0.");

    [Fact]
    public void An_unknown_command_is_refused() => CliProcess.Run("trian").ShouldBeRefused("trian", "--help");

    [Fact]
    public void An_unknown_option_is_refused_with_the_command_to_ask() => CliProcess.Run("info", "--colour").ShouldBeRefused("--colour", "deepslice info --help");

    [Fact]
    public void A_decimal_comma_is_not_taken_for_thousands() =>
        CliProcess.Run("predict", "--input", "x", "--output", "y", "--pixel-size", "0,65").ShouldBeRefused("expected --pixel-size as a number such as 0.65", "got '0,65'");

    [Fact]
    public void A_value_of_the_wrong_kind_is_refused()
    {
        CliProcess.Run("phantom", "--size", "many", "--output", "dataset").ShouldBeRefused("'many'", "--size", "as a whole number;");
        CliProcess.Run("phantom", "--count", "many", "--output", "dataset").ShouldBeRefused("'many'", "--count", "as a whole number;");
        CliProcess.Run("import", "--pixel-size", "large", "--output", "dataset").ShouldBeRefused("'large'", "--pixel-size", "as a number such as 0.65, got 'large'");
    }

    [Fact]
    public void A_missing_option_is_refused() => CliProcess.Run("phantom").ShouldBeRefused("--output", "deepslice phantom --help");

    [Fact]
    public void Ctrl_C_stops_and_leaves_nothing_half_written()
    {
        using TemporaryFolder folder = new();
        CliProcess run = CliProcess.RunAndInterrupt("phantom", "--count", "1000000", "--size", "32", "--output", folder["dataset"]);
        run.ExitCode.ShouldBe(130);
        run.Error.ShouldContain("deepslice: stopped");
        Directory.EnumerateFileSystemEntries(folder.FullPath).ShouldBeEmpty();
    }

    [Fact]
    public void Info_as_json_names_the_libraries()
    {
        CliProcess run = CliProcess.Run("info", "--json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        document.RootElement.GetProperty("libTorch").GetString().ShouldNotBeNullOrEmpty();
        document.RootElement.GetProperty("libVips").GetString().ShouldNotBeNullOrEmpty();
        document.RootElement.GetProperty("devices")[0].GetString().ShouldBe("cpu");
    }
}
