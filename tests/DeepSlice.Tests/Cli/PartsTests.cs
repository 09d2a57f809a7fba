using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Cli;

/// <summary>Commands whose work several processes share: together they give what one gives.</summary>
public sealed class PartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PartsTests()
    {
        using SegmentationModel model = TestModel.Create();
        ModelFile.Write(_folder["model.safetensors"], model);
        DatasetFolder.Write(_folder["set"], PhantomGenerator.GenerateDataset(5, new PhantomOptions { SizePixels = 40 }, seed: 3));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quantities_measured_in_parts_are_those_of_one_run()
    {
        Run("predict", "--model", _folder["model.safetensors"], "--input", _folder["set"], "--output", _folder["found"]);
        string[] quantify = ["quantify", "--predictions", _folder["found"], "--spacing", "50", "--output"];
        Run([.. quantify, _folder["alone"]]);
        string midlines = File.ReadAllText(_folder["found/midlines.csv"]);
        File.Delete(_folder["found/midlines.csv"]);
        Run([.. quantify, _folder["parts"], "--shard", "2/2"]);
        CliProcess.Run([.. quantify, _folder["parts"], "--parts", "2"]).ShouldBeRefused("quantities-1-of-2.json", "--shard 1/2");
        Run([.. quantify, _folder["parts"], "--shard", "1/2"]);
        CliProcess.Run([.. quantify, _folder["parts"], "--parts", "2", "--side", "left"]).ShouldBeRefused("same options");
        Run([.. quantify, _folder["parts"], "--parts", "2"]);
        foreach (string table in (string[])["quantities.csv", "animals.csv"])
        {
            File.ReadAllText(_folder[$"parts/{table}"]).ShouldBe(File.ReadAllText(_folder[$"alone/{table}"]));
        }

        File.ReadAllText(_folder["found/midlines.csv"]).ShouldBe(midlines);
    }

    [Fact]
    public void A_scorecard_computed_in_parts_is_that_of_one_run()
    {
        string[] robustness = ["robustness", "--model", _folder["model.safetensors"], "--dataset", _folder["set"], "--artifact", "tear", "--slice", "phantom-001", "--slice", "phantom-003", "--output"];
        Run([.. robustness, _folder["alone"]]);
        Run([.. robustness, _folder["parts"], "--shard", "1/2"]);
        File.Exists(_folder["parts/robustness.csv"]).ShouldBeFalse();
        Run([.. robustness, _folder["parts"], "--shard", "2/2"]);
        DateTime before = File.GetLastWriteTimeUtc(Directory.GetFiles(_folder["parts/cells"], "clean.json", SearchOption.AllDirectories).ShouldHaveSingleItem());
        Run([.. robustness, _folder["parts"]]);
        File.GetLastWriteTimeUtc(Directory.GetFiles(_folder["parts/cells"], "clean.json", SearchOption.AllDirectories).ShouldHaveSingleItem()).ShouldBe(before);
        foreach (string file in (string[])["robustness.csv", "robustness.json"])
        {
            File.ReadAllText(_folder[$"parts/{file}"]).ShouldBe(File.ReadAllText(_folder[$"alone/{file}"]));
        }
    }

    private static void Run(params string[] arguments)
    {
        CliProcess run = CliProcess.Run(arguments);
        run.ExitCode.ShouldBe(0, run.Error);
    }
}
