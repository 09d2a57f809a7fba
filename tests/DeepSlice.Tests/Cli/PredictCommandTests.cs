using System.Text;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Cli;

public sealed class PredictCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PredictCommandTests()
    {
        using SegmentationModel model = TestModel.Create();
        ModelFile.Write(_folder["model.safetensors"], model);
        Directory.CreateDirectory(_folder["in"]);
        SaveImage("a");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_becomes_outlines_and_numbers()
    {
        SaveImage("b");
        CliProcess run = Predict("--json", "--probabilities", "--tta", "--device", "cpu", "--channel", "0", "--binning", "2");

        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        JsonElement slice = result.RootElement.GetProperty("slices")[1];
        slice.GetProperty("id").GetString().ShouldBe("b");
        slice.GetProperty("regions").GetProperty("cb").GetProperty("areaPixels").GetDouble().ShouldBeInRange(0, 1600);
        result.RootElement.GetProperty("failures").GetArrayLength().ShouldBe(0);
        result.RootElement.GetProperty("totals").GetProperty("slices").GetInt32().ShouldBe(2);
        PngFile.ReadIndices(_folder["out/b.labels.png"]).Width.ShouldBe(20);
        Directory.EnumerateFiles(_folder["out"]).Count().ShouldBe((2 * 5) + 5);
    }

    [Fact]
    public void Slices_are_measured_at_once_where_asked()
    {
        CliProcess run = Predict("--quantify", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        string table = result.RootElement.GetProperty("quantities").GetString()!;
        File.ReadAllLines(table).Skip(1).ShouldAllBe(row => row.StartsWith("a,"));
        File.Exists(_folder["out/qupath/a.geojson"]).ShouldBeTrue();
        File.Exists(_folder["out/midlines.csv"]).ShouldBeTrue();
    }

    [Fact]
    public void The_model_is_named_on_the_terminal_and_in_JSON_and_where_it_comes_from_in_the_report()
    {
        CliProcess run = Predict();
        run.Output.ShouldStartWith($"model: {_folder["model.safetensors"]}, trained on 0 slices at binning 4");
        using JsonDocument result = JsonDocument.Parse(Predict("--json").Output);
        result.RootElement.GetProperty("model").GetString().ShouldBe(_folder["model.safetensors"]);
        File.ReadAllText(_folder["out/report.html"]).ShouldContain("trained on 0 slices at binning 4");
        PredictionRun recorded = new PredictionFolder(_folder["out"]).ReadRuns().Runs.ShouldHaveSingleItem();
        recorded.Model.File.ShouldBe("model.safetensors");
        recorded.CommandLine.ShouldBe(["predict", "--model", _folder["model.safetensors"], "--input", _folder["in"], "--output", _folder["out"], "--json"]);
    }

    [Fact]
    public void Without_a_model_the_one_beside_the_program_is_used_and_named()
    {
        ProgramCopy.Make(_folder["program"]);
        string[] arguments = ["predict", "--input", _folder["in"], "--output", _folder["out"]];
        CliProcess.RunIn(_folder["program"], arguments)
            .ShouldBeRefused(_folder["program/models/mouse-any-plane.safetensors"], "expected the model that comes with the program", "--model FILE");
        Path.Exists(_folder["out"]).ShouldBeFalse();

        Directory.CreateDirectory(_folder["program/models"]);
        File.Copy(_folder["model.safetensors"], _folder["program/models/mouse-any-plane.safetensors"]);
        CliProcess run = CliProcess.RunIn(_folder["program"], arguments);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("model: mouse-any-plane, which comes with the program, ");
        File.Exists(_folder["out/a.labels.png"]).ShouldBeTrue();
    }

    [Fact]
    public void The_model_of_this_checkout_needs_no_option()
    {
        Assert.SkipUnless(ShippedModels.Find(ShippedModels.Default) is not null, "this checkout has no models/mouse-any-plane.safetensors");
        CliProcess run = CliProcess.Run("predict", "--input", _folder["in"], "--output", _folder["out"]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("model: mouse-any-plane, ");
    }

    [Fact]
    public void A_model_that_comes_with_the_program_is_taken_by_its_name_and_an_unknown_name_refused()
    {
        CliProcess run = CliProcess.Run("predict", "--model", "sagittal-six-regions", "--input", _folder["in"], "--output", _folder["out"]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("model: sagittal-six-regions, which comes with the program");
        CliProcess.Run("predict", "--model", "sagital", "--input", _folder["in"], "--output", _folder["out2"]).ShouldBeRefused("mouse-any-plane, mouse-twelve-divisions, sagittal-six-regions", "got 'sagital'");
        CliProcess models = CliProcess.Run("models");
        models.Output.ShouldContain("mouse-any-plane (default)");
        models.Output.ShouldContain("CC BY 4.0");
        using JsonDocument json = JsonDocument.Parse(CliProcess.Run("models", "--json").Output);
        json.RootElement.GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void A_bad_file_among_good_ones_is_named_and_the_good_ones_are_done()
    {
        SaveImage("b");
        File.WriteAllText(_folder["in/bad.tif"], "this is text");
        CliProcess run = Predict();

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("2 slices");
        run.Output.ShouldContain("1 could not be predicted");
        run.Error.ShouldContain("deepslice: " + _folder["in/bad.tif"]);
        run.Error.ShouldNotContain("   at ");
        File.Exists(_folder["out/b.rois.zip"]).ShouldBeTrue();
        File.Exists(_folder["out/regions.csv"]).ShouldBeTrue();
    }

    [Fact]
    public void Of_two_images_of_one_name_the_second_is_named_and_the_others_are_done()
    {
        File.Copy(_folder["in/a.tif"], _folder["in/A.tiff"]);
        CliProcess run = Predict();

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("got a second");
        File.Exists(_folder["out/regions.csv"]).ShouldBeTrue();
    }

    [Fact]
    public void Inputs_may_follow_one_option()
    {
        SaveImage("b");
        CliProcess run = CliProcess.Run(
            "predict", "--model", _folder["model.safetensors"], "--input", _folder["in/a.tif"], _folder["in/b.tif"], "--output", _folder["out"]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("2 slices");
    }

    [Fact]
    public void A_missing_input_is_refused() => Refused("--input", _folder["nowhere.tif"]).ShouldBeRefused("nowhere.tif", "no such file");

    [Fact]
    public void Text_renamed_to_tif_is_refused()
    {
        File.WriteAllText(_folder["in/a.tif"], "this is text");
        Refused().ShouldBeRefused("a.tif");
    }

    [Fact]
    public void A_truncated_image_is_refused()
    {
        byte[] whole = File.ReadAllBytes(_folder["in/a.tif"]);
        File.WriteAllBytes(_folder["in/a.tif"], whole[..(whole.Length / 2)]);
        Refused().ShouldBeRefused("a.tif");
    }

    [Fact]
    public void A_model_cut_short_is_refused()
    {
        byte[] whole = File.ReadAllBytes(_folder["model.safetensors"]);
        File.WriteAllBytes(_folder["model.safetensors"], whole[..(whole.Length - 100)]);
        Refused().ShouldBeRefused("model.safetensors");
    }

    [Fact]
    public void A_model_with_a_wrong_shape_in_its_header_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(_folder["model.safetensors"]);
        int at = bytes.AsSpan().IndexOf("\"shape\":[6,1,3,3]"u8);
        at.ShouldBePositive();
        "\"shape\":[1,6,3,3]"u8.CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(_folder["model.safetensors"], bytes);
        Refused().ShouldBeRefused("model.safetensors", "[1, 6, 3, 3]", "[6, 1, 3, 3]");
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        File.WriteAllText(_folder["model.safetensors"], new string('x', 500));
        Refused().ShouldBeRefused("model.safetensors");
    }

    [Fact]
    public void A_missing_model_is_refused()
    {
        File.Delete(_folder["model.safetensors"]);
        Refused().ShouldBeRefused("model.safetensors", "no such file");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("4097")]
    [InlineData("many")]
    public void A_binning_out_of_range_is_refused(string binning) => Refused("--binning", binning).ShouldBeRefused("binning", "got", binning, "1 to 4096");

    [Fact]
    public void An_output_that_cannot_be_written_is_refused_before_any_work()
    {
        File.WriteAllText(_folder["file"], "");
        CliProcess.Run("predict", "--model", _folder["model.safetensors"], "--input", _folder["in"], "--output", _folder["file/out"])
            .ShouldBeRefused("expected a folder, got a file");
        CliProcess.Run("predict", "--model", _folder["model.safetensors"], "--input", _folder["in"], "--output", _folder["file"])
            .ShouldBeRefused("expected a folder, got a file");
    }

    [Fact]
    public void A_channel_that_is_not_there_is_refused() => Refused("--channel", "3").ShouldBeRefused("a.tif", "channel 3");

    [Fact]
    public void An_unknown_device_is_refused() => Refused("--device", "abacus").ShouldBeRefused("'abacus'", "auto, cpu");

    [Fact]
    public void Numbers_of_a_pickled_array_are_refused()
    {
        File.WriteAllText(_folder["stack.npy"], Encoding.ASCII.GetString([0x80, 3]));
        Refused("--input", _folder["stack.npy"]).ShouldBeRefused("stack.npy");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    [InlineData(5, 7)]
    public void A_killed_prediction_leaves_finished_slices_whole_and_the_next_run_nothing_else(int finished, int millisecondsLater)
    {
        foreach (int i in Enumerable.Range(0, 40))
        {
            ImageFile.Write(_folder[$"in/s{i:00}.tif"], TestModel.Noise(240, 230, seed: (ulong)i));
        }

        string[] arguments = ["predict", "--model", _folder["model.safetensors"], "--input", _folder["in"], "--output", _folder["out"], "--binning", "1", "--full-resolution", "--probabilities"];
        CliProcess.RunAndKill(
            () =>
            {
                bool isDue = Directory.Exists(_folder["out"]) && Directory.GetFiles(_folder["out"], "*.labels.png").Length >= finished;
                Thread.Sleep(isDue ? millisecondsLater : 0);
                return isDue;
            },
            arguments);

        string[] labels = Directory.GetFiles(_folder["out"], "*.labels.png");
        labels.Length.ShouldBeGreaterThanOrEqualTo(finished);
        foreach (string id in labels.Select(path => Path.GetFileName(path)[..^".labels.png".Length]))
        {
            PngFile.ReadIndices(_folder[$"out/{id}.labels.png"]).Width.ShouldBeOneOf(240, 40);
            PngFile.ReadIndices(_folder[$"out/{id}.labels.tif"]).Width.ShouldBeOneOf(240, 40);
            RoiSetFile.Read(_folder[$"out/{id}.rois.zip"]).Rois.ShouldNotBeEmpty();
            NpyFile.Read(_folder[$"out/{id}.probabilities.npy"]).Shape[0].ShouldBe(8);
        }

        CliProcess.Run(arguments).ExitCode.ShouldBe(0);
        Directory.GetFiles(_folder["out"], "*.labels.png").Length.ShouldBe(41);
        Directory.GetDirectories(_folder["out"]).ShouldBe([_folder["out/finished"]], "what the killed run had begun is gone");
    }

    private CliProcess Predict(params string[] more) => CliProcess.Run(
        ["predict", "--model", _folder["model.safetensors"], "--input", _folder["in"], "--output", _folder["out"], .. more]);

    private CliProcess Refused(params string[] more)
    {
        string[] input = more.Contains("--input") ? [] : ["--input", _folder["in"]];
        CliProcess run = CliProcess.Run(["predict", "--model", _folder["model.safetensors"], "--output", _folder["out"], .. input, .. more]);
        Path.Exists(_folder["out"]).ShouldBeFalse();
        return run;
    }

    private void SaveImage(string id) => ImageFile.Write(_folder[$"in/{id}.tif"], TestModel.Noise(40, 40, seed: 2));
}
