using System.Text.Json;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class CalibrateCommandTests : IDisposable
{
    private static readonly string[] Small = ["--set", "epochs=1", "--set", "network.widths=[4,8]", "--set", "validationShare=0", "--set", "precision=float32"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_cross_validation_finds_goes_into_a_model_whose_weights_stay_and_predict_uses_it()
    {
        CliProcess.Run("phantom", "--count", "4", "--size", "32", "--output", _folder["dataset"]).ExitCode.ShouldBe(0);
        CliProcess folds = Train("folds", "--folds", "2");
        folds.ExitCode.ShouldBe(0, folds.Error);
        folds.Output.ShouldContain("flags for a check: confidence of a slice below ");
        Train("run").ExitCode.ShouldBe(0);
        SetFlags(0.93, 0.55);

        CliProcess run = CliProcess.Run("calibrate", "--model", _folder["run/model.safetensors"], "--folds", _folder["folds"], "--output", _folder["calibrated.safetensors"], "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("flags").GetProperty("slice").GetDouble().ShouldBe(0.93);
        using SegmentationModel before = ModelFile.Read(_folder["run/model.safetensors"], Device.Cpu);
        using SegmentationModel after = ModelFile.Read(_folder["calibrated.safetensors"], Device.Cpu);
        after.Network.Weights.Values.ToArray<float>().ShouldBe(before.Network.Weights.Values.ToArray<float>());
        (after.Flags.Slice, after.Flags.Region).ShouldBe((0.93, 0.55));
        after.Temperature.ShouldBe(result.RootElement.GetProperty("temperature").GetDouble());

        Assert.SkipUnless(ShippedModels.Find(ShippedModels.Sagittal) is not null, "this checkout has no models/sagittal-six-regions.safetensors");
        CliProcess.Run("calibrate", "--model", ShippedModels.Sagittal, "--folds", _folder["folds"]).ShouldBeRefused("expected --output FILE for sagittal-six-regions");
        CliProcess.Run("predict", "--model", _folder["calibrated.safetensors"], "--input", _folder["dataset"], "--output", _folder["found"]).ExitCode.ShouldBe(0);
        File.ReadAllText(_folder["found/report.html"]).ShouldContain("Confidence of the slice below 0.93, or of a region below 0.55");
    }

    [Fact]
    public void A_folder_without_calibration_and_one_of_an_earlier_version_are_refused()
    {
        using (SegmentationModel model = Workflows.TestModel.Create())
        {
            ModelFile.Write(_folder["m.safetensors"], model);
        }

        CliProcess.Run("calibrate", "--model", _folder["m.safetensors"], "--folds", _folder.FullPath).ShouldBeRefused("calibration.json", "train --folds");
        File.WriteAllText(_folder["calibration.json"], """{"temperature": 1.2, "lossBefore": 0.1, "loss": 0.09}""");
        CliProcess.Run("calibrate", "--model", _folder["m.safetensors"], "--folds", _folder.FullPath).ShouldBeRefused("expected thresholds of flags", "--resume");
    }

    private CliProcess Train(string run, params string[] more) => CliProcess.Run(["train", "--dataset", _folder["dataset"], "--output", _folder[run], .. Small, .. more]);

    private void SetFlags(double slice, double region)
    {
        string path = _folder["folds/calibration.json"];
        System.Text.Json.Nodes.JsonNode calibration = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
        calibration["flags"]!["slice"] = slice;
        calibration["flags"]!["region"] = region;
        File.WriteAllText(path, calibration.ToJsonString());
    }
}
