using System.Diagnostics;
using DeepSlice.Formats;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

/// <summary>Commands that are stopped, or whose terminal or disk is gone.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StopTests() => DatasetFolder.Write(_folder["set"], PhantomGenerator.GenerateDataset(3, new PhantomOptions { SizePixels = 32 }, seed: 3));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_is_answered_and_the_work_so_far_is_kept(string signal)
    {
        CliProcess run = CliProcess.RunAndSignal(signal, "training: ", "train", "--dataset", _folder["set"], "--output", _folder["run"], "--set", "epochs=100000", "--set", "network.widths=[4,8]");

        run.ExitCode.ShouldBe(130, run.Error);
        run.Error.ShouldContain("deepslice: stopping; Ctrl-C again ends at once");
        run.Error.ShouldContain("--resume");
        File.Exists(_folder["run/model.safetensors"]).ShouldBeTrue();
    }

    [Fact]
    public void A_second_hang_up_does_not_end_the_process()
    {
        CliProcess run = CliProcess.RunAndSignal("HUP HUP", "training: ", "train", "--dataset", _folder["set"], "--output", _folder["run"], "--set", "epochs=100000", "--set", "network.widths=[4,8]");
        run.ExitCode.ShouldBe(130, run.Error);
        File.Exists(_folder["run/model.safetensors"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    [InlineData("2>&- >&-")]
    [InlineData("</dev/null 2>/dev/full >/dev/null")]
    public void A_standard_error_that_cannot_be_written_does_not_end_the_work(string redirection)
    {
        Shell($"train --dataset '{_folder["set"]}' --output '{_folder["run"]}' --set epochs=2 --set 'network.widths=[4,8]' >/dev/null {redirection}").ShouldBe(0);
        File.Exists(_folder["run/report.html"]).ShouldBeTrue();
        Shell($"train --dataset '{_folder["set"]}' --output '{_folder["run"]}' {redirection}").ShouldBe(1);
    }

    [Fact]
    public void A_full_standard_output_is_an_error_after_the_work()
    {
        Shell($"phantom --count 1 --size 32 --output '{_folder["made"]}' >/dev/full 2>'{_folder["said"]}'").ShouldBe(1);
        File.ReadAllText(_folder["said"]).ShouldContain("standard output: expected to print the result, got no space left on the disk; the files of the result are complete");
        DatasetFolder.Read(_folder["made"], TestContext.Current.CancellationToken).Slices.ShouldHaveSingleItem();
    }

    private static int Shell(string command)
    {
        using var process = Process.Start("sh", ["-c", $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "DeepSlice.Cli.dll")}' {command}"]);
        process.WaitForExit();
        return process.ExitCode;
    }
}
