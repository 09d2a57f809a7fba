using DeepSlice.Cluster;
using DeepSlice.Formats;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class SweepCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SweepCommandTests() => DatasetFolder.Write(_folder["set"], PhantomGenerator.GenerateDataset(9, new PhantomOptions { SizePixels = 32 }, seed: 3));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_combination_is_trained_once_and_stands_in_table_and_page()
    {
        CliProcess run = Sweep("--grid", "network.widths=[4,8],[8,8]", "--seeds", "2", "--jobs", "2");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("network.widths=[8,8]");
        CsvRows table = CsvRows.Read(_folder["sweep/sweep.csv"]);
        table.Count.ShouldBe(4);
        string Cell(int row, string column) => table.Text(row, table.Find(column));
        Enumerable.Range(0, 4).Select(row => $"{Cell(row, "network.widths")} {Cell(row, "seed")} {Cell(row, "folder")}").ShouldBe(
            ["[4,8] 1 setting-1/seed-1", "[4,8] 2 setting-1/seed-2", "[8,8] 1 setting-2/seed-1", "[8,8] 2 setting-2/seed-2"]);
        Enumerable.Range(0, 4).Select(row => double.Parse(Cell(row, "dice"), System.Globalization.CultureInfo.InvariantCulture)).ShouldAllBe(dice => dice >= 0 && dice <= 1);
        double.Parse(Cell(0, "seconds"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        File.ReadAllText(_folder["sweep/sweep.html"]).ShouldContain("setting-2/seed-1/report.html");

        DateTime before = File.GetLastWriteTimeUtc(_folder["sweep/setting-1/seed-1/model.safetensors"]);
        Sweep("--grid", "network.widths=[4,8],[8,8]", "--seeds", "2").ExitCode.ShouldBe(0);
        File.GetLastWriteTimeUtc(_folder["sweep/setting-1/seed-1/model.safetensors"]).ShouldBe(before);
        new JobFolder(_folder["sweep"]).ReadStatus(1).Attempts.ShouldBe(1);
        CliProcess.Run("jobs", _folder["sweep"]).Output.ShouldContain("4 tasks: 4 done");
    }

    [Fact]
    public void A_training_of_a_sweep_is_the_one_that_train_makes()
    {
        Sweep("--grid", "epochs=3", "--folds", "2").ExitCode.ShouldBe(0);
        CliProcess.Run("train", "--dataset", _folder["set"], "--output", _folder["run"], "--folds", "2", "--set", "network.widths=[4,8]", "--set", "precision=float32", "--set", "epochs=3").ExitCode.ShouldBe(0);
        foreach (string file in (string[])["evaluation.csv", "fold-1/model.safetensors", "fold-2/model.safetensors"])
        {
            File.ReadAllBytes(_folder[$"sweep/setting-1/seed-1/{file}"]).ShouldBe(File.ReadAllBytes(_folder[$"run/{file}"]), file);
        }
    }

    [Fact]
    public void Wrong_values_are_refused_before_anything_is_written()
    {
        Sweep("--grid", "epochs=3,many").ShouldBeRefused("epochs");
        Sweep("--grid", "epoks=3,4").ShouldBeRefused("epoks");
        Sweep("--grid", "epochs=3", "--folds", "40").ShouldBeRefused("2 to 9 folds");
        Directory.Exists(_folder["sweep"]).ShouldBeFalse();
    }

    private CliProcess Sweep(params string[] more)
    {
        string[] values = more.Contains("network.widths=[4,8],[8,8]") ? ["--set", "epochs=2"] : ["--set", "network.widths=[4,8]"];
        return CliProcess.Run(["sweep", "--dataset", _folder["set"], "--output", _folder["sweep"], "--set", "precision=float32", .. values, .. more]);
    }
}
