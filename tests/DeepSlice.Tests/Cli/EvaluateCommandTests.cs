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
        File.WriteAllText(_folder["found/regions.csv"], "slice,region,animal\nphantom-001,cx,m7\n");
        CliProcess words = Evaluate();
        CliProcess json = Evaluate("--json");

        words.ExitCode.ShouldBe(0, words.Error);
        words.Output.ShouldContain("1 of 2 slices");
        words.Output.ShouldContain("1.000");
        using JsonDocument result = JsonDocument.Parse(json.Output);
        result.RootElement.GetProperty("slices").GetArrayLength().ShouldBe(1);
        result.RootElement.GetProperty("mean").GetProperty("dice").GetDouble().ShouldBe(1);
        Directory.EnumerateFiles(_folder["found"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["evaluation.csv", "evaluation.html", "evaluation.json", "phantom-001.labels.png", "regions.csv"]);
        File.ReadAllLines(_folder["found/evaluation.csv"]).Skip(1).ShouldAllBe(row => row.EndsWith(",m7"));
    }

    [Fact]
    public void Probabilities_beside_the_label_map_are_scored_too()
    {
        RegionMap truth = _dataset.Slices[1].Regions!;
        PngFile.Write(_folder["found/phantom-001.labels.png"], truth.Indices);
        NpyFile.Write<float>(_folder["found/phantom-001.probabilities.npy"], Probabilities(truth, 0.9f), truth.Catalog.Count, 40, 40);
        CliProcess words = Evaluate();

        words.ExitCode.ShouldBe(0, words.Error);
        string[] lines = words.Output.Split('\n');
        lines[0].ShouldContain("α-SMD 31");
        lines.Take(3).ShouldAllBe(line => line.Length <= 100);
        using JsonDocument result = JsonDocument.Parse(File.ReadAllText(_folder["found/evaluation.json"]));
        JsonElement mean = result.RootElement.GetProperty("mean");
        mean.GetProperty("alphaSmd").GetDouble().ShouldBe(0);
        mean.GetProperty("alphaSmd31").GetDouble().ShouldBeGreaterThan(0);
        mean.GetProperty("alphaSmdUm").GetDouble().ShouldBe(0);
        File.ReadAllText(_folder["found/evaluation.html"]).ShouldContain("α-SMD 31 (px)");
    }

    [Fact]
    public void Probabilities_that_are_none_are_refused_in_one_line()
    {
        RegionMap truth = _dataset.Slices[1].Regions!;
        string path = _folder["found/phantom-001.probabilities.npy"];
        PngFile.Write(_folder["found/phantom-001.labels.png"], truth.Indices);

        NpyFile.Write<float>(path, new float[8 * 20 * 20], 8, 20, 20);
        Evaluate().ShouldBeRefused("phantom-001.probabilities.npy", "(8, 20, 20)", "(8, 40, 40)");
        NpyFile.Write<float>(path, Probabilities(truth, 7), 8, 40, 40);
        Evaluate().ShouldBeRefused("phantom-001.probabilities.npy", "expected probabilities of 0 to 1, got 7");
        File.WriteAllBytes(path, [1, 2, 3]);
        Evaluate().ShouldBeRefused("phantom-001.probabilities.npy");
    }

    [Fact]
    public void A_slice_that_cannot_be_scored_is_named_and_the_others_are_scored()
    {
        SliceDataset dataset = PhantomGenerator.GenerateDataset(4, new PhantomOptions { SizePixels = 40 }, seed: 5);
        DatasetFolder.Write(_folder["dataset"], dataset);
        foreach (Slice slice in dataset.Slices)
        {
            PngFile.Write(_folder[$"found/{slice.Id}.labels.png"], slice.Regions!.Indices);
        }

        File.WriteAllText(_folder["dataset/images/phantom-000.tif"], "no image");
        File.WriteAllText(_folder["found/phantom-001.labels.png"], "no image");
        File.WriteAllBytes(_folder["found/phantom-003.probabilities.npy"], [1, 2, 3]);
        CliProcess run = Evaluate("--json");

        run.ExitCode.ShouldBe(1);
        string[] errors = run.Error.TrimEnd().Split('\n');
        errors.Length.ShouldBe(3, run.Error);
        foreach ((string error, string file) in errors.Zip(["phantom-000.tif", "phantom-001.labels.png", "phantom-003.probabilities.npy"]))
        {
            error.ShouldStartWith("deepslice: ");
            error.ShouldContain(file);
        }

        using JsonDocument result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("slices").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("phantom-002");
        File.ReadAllLines(_folder["found/evaluation.csv"])[1].ShouldStartWith("phantom-002,");
        File.Exists(_folder["found/evaluation.html"]).ShouldBeTrue();
        File.Delete(_folder["found/phantom-002.labels.png"]);
        Evaluate().ShouldBeRefused("phantom-000.tif", "2 more files failed");
    }

    [Theory]
    [InlineData(true, "the model was trained on 1 of these 2 slices (phantom-001)")]
    [InlineData(false, "the model was trained on slices of the same names as 1 of these 2 (phantom-001)")]
    public void A_model_that_has_seen_the_slices_is_warned_of(bool isSameSource, string words)
    {
        foreach (Slice slice in _dataset.Slices)
        {
            PngFile.Write(_folder[$"found/{slice.Id}.labels.png"], slice.Regions!.Indices);
        }

        CliProcess unseen = Evaluate("--json");
        unseen.Error.ShouldBe("");
        SeenInTraining(unseen.Output).ShouldBeEmpty();
        File.ReadAllText(_folder["found/evaluation.html"]).ShouldNotContain("has seen");
        RunRecord.Write(_folder["found"], isSameSource ? _dataset.Provenance : "another lab", ["phantom-001", "phantom-007"], ["phantom-000", "phantom-001"]);
        CliProcess run = Evaluate("--json");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldStartWith($"deepslice: warning: {words}");
        run.Error.ShouldContain("train --folds");
        SeenInTraining(run.Output).ShouldBe(["phantom-001"]);
        SeenInTraining(File.ReadAllText(_folder["found/evaluation.json"])).ShouldBe(["phantom-001"]);
        File.ReadAllText(_folder["found/evaluation.html"]).ShouldContain("has seen slices of these names in training: phantom-001");
    }

    [Fact]
    public void A_slice_that_an_earlier_run_predicted_with_other_regions_is_refused()
    {
        PngFile.Write(_folder["found/phantom-001.labels.png"], _dataset.Slices[1].Regions!.Indices);
        var two = new RegionCatalog(RegionCatalog.SagittalSix.Regions.Take(2));
        RunRecord.Write(_folder["found"], "", [], ["phantom-001"], two);
        new PredictionFolder(_folder["found"]).Write(_dataset.Catalog);
        Evaluate().ShouldBeRefused("phantom-001.labels.png", "expected the regions bg cb hp", "got bg cb;");
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
        Evaluate().ShouldBeRefused("expected predictions of annotated slices", "phantom-000", "got none");
    }

    private static string[] SeenInTraining(string json)
    {
        using JsonDocument result = JsonDocument.Parse(json);
        return [.. result.RootElement.GetProperty("seenInTraining").EnumerateArray().Select(id => id.GetString()!)];
    }

    private static float[] Probabilities(RegionMap map, float ofRegion) =>
        [.. Enumerable.Range(0, map.Catalog.Count).SelectMany(region => map.Indices.Pixels.ToArray().Select(index => index == region ? ofRegion : (1 - ofRegion) / 7))];

    private CliProcess Evaluate(params string[] more) =>
        CliProcess.Run(["evaluate", "--predictions", _folder["found"], "--dataset", _folder["dataset"], .. more]);
}
