using System.Text.Json;
using DeepSlice.Networks;
using DeepSlice.Tests.Export;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExportCommandTests()
    {
        using SegmentationModel model = ExportedModels.Create(Configuration.Whole);
        ModelFile.Write(_folder["run/model.safetensors"], model);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_is_written_for_other_programs()
    {
        CliProcess run = CliProcess.Run("export", "--model", _folder["run"], "--onnx", _folder["out/m.onnx"], "--torchscript", _folder["out/m.pt"], "--bioimageio", _folder["out/m.zip"], "--author", "A. B.", "--license", "MIT", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("files").EnumerateArray().Select(file => new FileInfo(file.GetString()!).Length).ShouldAllBe(length => length > 1000);
        result.RootElement.GetProperty("input").GetString()!.ShouldContain("to pixels of 10.4 µm");
        Directory.GetFiles(_folder["out"]).Length.ShouldBe(3);
    }

    [Fact]
    public void What_to_write_must_be_said()
    {
        CliProcess.Run("export").ShouldBeRefused("expected something to write", "--onnx");
        CliProcess.Run("export", "--model", _folder["run"]).ShouldBeRefused("--model with --onnx or --torchscript or --bioimageio");
        CliProcess.Run("export", "--numpy", _folder["x"]).ShouldBeRefused("--dataset");
        CliProcess.Run("export", "--numpy", _folder["x"], "--author", "A").ShouldBeRefused("--author and --license with --bioimageio");
        CliProcess.Run("export", "--numpy", _folder["x"], "--onnx", _folder["m.onnx"]).ShouldBeRefused("export one after another");
    }

    [Fact]
    public void A_package_of_an_own_model_needs_an_author_and_a_licence()
    {
        CliProcess.Run("export", "--model", _folder["run"], "--bioimageio", _folder["m.zip"]).ShouldBeRefused("--author", "--license");
        CliProcess.Run("export", "--model", _folder["run"], "--bioimageio", _folder["m.zip"], "--author", "A", "--license", "CC BY 4.0").ShouldBeRefused("SPDX");
        File.Exists(_folder["m.zip"]).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused_and_an_earlier_result_stays()
    {
        File.WriteAllText(_folder["m.onnx"], "earlier");
        File.WriteAllText(_folder["no.safetensors"], "no model");

        CliProcess.Run("export", "--model", _folder["no.safetensors"], "--onnx", _folder["m.onnx"]).ShouldBeRefused("no.safetensors");

        File.ReadAllText(_folder["m.onnx"]).ShouldBe("earlier");
    }
}
