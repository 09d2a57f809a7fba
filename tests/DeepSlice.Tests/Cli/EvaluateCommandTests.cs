using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SliceDataset _dataset = PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 40 }, seed: 5);

    public EvaluateCommandTests() => DatasetFolder.Write(_folder["dataset"], _dataset);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_perfect_prediction_scores_one_in_table_json_and_files()
    {
        PngFile.Write(_folder["found/phantom-001.labels.png"], _dataset.Slices[1].Regions!.Indices);
        CliProcess words = Evaluate();
        CliProcess json = Evaluate("--json");

        words.ExitCode.ShouldBe(0, words.Error);
        words.Output.ShouldContain("1 of 2 slices");
        words.Output.ShouldContain("1.000");
        using JsonDocument result = JsonDocument.Parse(json.Output);
        result.RootElement.GetProperty("slices").GetArrayLength().ShouldBe(1);
        result.RootElement.GetProperty("mean").GetProperty("dice").GetDouble().ShouldBe(1);
        Directory.EnumerateFiles(_folder["found"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["evaluation.csv", "evaluation.html", "evaluation.json", "phantom-001.labels.png"]);
    }

    [Fact]
    public void Predictions_of_another_size_are_refused()
    {
        PngFile.Write(_folder["found/phantom-000.labels.png"], new Raster<byte>(20, 20));
        Evaluate().ShouldBeRefused("phantom-000.labels.png", "20×20", "40×40");
    }

    [Fact]
    public void A_folder_without_predictions_is_refused()
    {
        Directory.CreateDirectory(_folder["found"]);
        Evaluate().ShouldBeRefused("found no <id>.labels.png", "phantom-000");
    }

    private CliProcess Evaluate(params string[] more) =>
        CliProcess.Run(["evaluate", "--predictions", _folder["found"], "--dataset", _folder["dataset"], .. more]);
}
