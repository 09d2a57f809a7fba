using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Cli;

public sealed class RobustnessCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RobustnessCommandTests()
    {
        using SegmentationModel model = TestModel.Create();
        ModelFile.Write(_folder["narrow.safetensors"], model);
        DatasetFolder.Write(_folder["dataset"], PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 32 }, seed: 5));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_scorecard_is_a_table_a_document_and_a_page()
    {
        CliProcess words = Score("--artifact", "tear", "fading");
        CliProcess json = Score("--artifact", "tear", "fading", "--json");

        words.ExitCode.ShouldBe(0, words.Error);
        words.Error.ShouldContain("scoring: 11 of 11 fields");
        string[] lines = words.Output.Split('\n');
        lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["artifact", "clean", "s1", "s2", "s3", "s4", "s5", "relative", "catastrophes", "worst", "region"]);
        lines.Take(5).ShouldAllBe(line => line.Length <= 100);
        words.Output.ShouldContain("only valid on slices");
        json.ExitCode.ShouldBe(0, json.Error);
        json.Output.Trim().ShouldBe(File.ReadAllText(_folder["out/robustness.json"]).Trim());
        using JsonDocument result = JsonDocument.Parse(json.Output);
        result.RootElement.GetProperty("models")[0].GetProperty("name").GetString().ShouldBe("narrow");
        File.ReadAllLines(_folder["out/robustness.csv"]).Length.ShouldBe(1 + (11 * 7));
        File.ReadAllText(_folder["out/robustness.html"]).ShouldContain("Robustness on dataset");
    }

    [Fact]
    public void Ctrl_c_keeps_what_is_done_and_the_same_command_goes_on()
    {
        CliProcess stopped = CliProcess.RunAndInterrupt([.. Command(), "--tta"]);
        CliProcess rest = Score("--tta");

        stopped.ExitCode.ShouldBe(130, stopped.Error);
        stopped.Error.ShouldContain("run the same command to resume");
        rest.ExitCode.ShouldBe(0, rest.Error);
        rest.Error.ShouldContain("scoring: 86 of 86 fields");
    }

    [Fact]
    public void A_model_that_has_seen_the_slices_is_warned_of_beside_the_scorecard()
    {
        using (SegmentationModel model = TestModel.Create())
        {
            ModelFile.Write(_folder["narrow.safetensors"], model with { Provenance = new ModelProvenance { SliceIds = ["phantom-001"] } });
        }

        CliProcess run = Score("--artifact", "fading");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("deepslice: warning: narrow was trained on slices of the same names as 1 of these 2 (phantom-001)");
        run.Output.ShouldNotContain("same names");
    }

    [Fact]
    public void A_slice_that_cannot_be_read_is_named_and_the_others_are_scored()
    {
        File.WriteAllText(_folder["dataset/images/phantom-000.tif"], "no image");
        CliProcess run = Score("--artifact", "fading", "--json");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("phantom-000.tif");
        using JsonDocument result = JsonDocument.Parse(File.ReadAllText(_folder["out/robustness.json"]));
        result.RootElement.GetProperty("slices").GetInt32().ShouldBe(1);

        File.WriteAllText(_folder["dataset/images/phantom-001.tif"], "no image");
        Score("--artifact", "fading").ShouldBeRefused("phantom-000.tif", "1 more file failed");
    }

    [Fact]
    public void Wrong_input_is_refused()
    {
        Score("--artifact", "tears").ShouldBeRefused("'tears'", "tear, missing-piece");
        Score("--slice", "phantom-009").ShouldBeRefused("phantom-009", "phantom-001");
        Score("--reference", _folder["nowhere.safetensors"]).ShouldBeRefused("nowhere.safetensors");
        Score("--reference", _folder["dataset"]).ShouldBeRefused("dataset", "expected a model file, or a folder with one");
        Score("--reference", _folder["dataset/dataset.json"]).ShouldBeRefused("dataset.json");
        CliProcess.Run("robustness", "--model", _folder["narrow.safetensors"], "--dataset", _folder["none"], "--output", _folder["out"]).ShouldBeRefused("none");
        Path.Exists(_folder["out"]).ShouldBeFalse();
    }

    private string[] Command() => ["robustness", "--model", _folder["narrow.safetensors"], "--dataset", _folder["dataset"], "--output", _folder["out"]];

    private CliProcess Score(params string[] more) => CliProcess.Run([.. Command(), .. more]);
}
