using System.Text.Json;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Evaluation;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Training;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class RobustnessWorkflowTests : IDisposable
{
    private static double TemperatureOf(string path)
    {
        using SegmentationModel model = ModelFile.Read(path, Device.Cpu);
        return model.Temperature;
    }

    private const int Fields = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly SliceDataset _dataset = PhantomGenerator.GenerateDataset(2, new PhantomOptions { SizePixels = 32 }, seed: 5);
    private readonly RobustnessWorkflowOptions _options;
    private readonly int _threads = TorchRuntime.Threads;

    public RobustnessWorkflowTests()
    {
        using SegmentationModel model = TestModel.Create();
        ModelFile.Write(_folder["run/model.safetensors"], model);
        _options = new RobustnessWorkflowOptions
        {
            Models = [_folder["run/model.safetensors"]],
            Artifacts = [ArtifactCatalog.Get("tear"), ArtifactCatalog.Get("fading")],
        };
    }

    public void Dispose()
    {
        TorchRuntime.Threads = _threads;
        _folder.Dispose();
    }

    [Fact]
    public void Finished_fields_are_not_computed_again_and_give_the_same_scorecard()
    {
        Computed(_options).ShouldBe(Fields);
        string document = File.ReadAllText(_folder["out/robustness.json"]);
        string page = File.ReadAllText(_folder["out/robustness.html"]);

        Computed(_options).ShouldBe(0);
        File.ReadAllText(_folder["out/robustness.json"]).ShouldBe(document);
        File.ReadAllText(_folder["out/robustness.html"]).ShouldBe(page);
        Computed(_options with { Artifacts = [ArtifactCatalog.Get("fading")] }).ShouldBe(0);
    }

    [Fact]
    public void A_field_that_is_missing_or_damaged_is_computed_again_and_no_other()
    {
        Computed(_options);
        string document = File.ReadAllText(_folder["out/robustness.json"]);
        File.Delete(_folder["out/cells/run/tear-2.json"]);
        File.WriteAllText(_folder["out/cells/run/fading-4.json"], File.ReadAllText(_folder["out/cells/run/fading-4.json"])[..200]);
        File.WriteAllText(_folder["out/cells/run/clean.json"], "null");

        Computed(_options).ShouldBe(3);
        File.ReadAllText(_folder["out/robustness.json"]).ShouldBe(document);
    }

    [Fact]
    public void Other_options_another_model_and_other_pixels_make_all_fields_anew()
    {
        Computed(_options);
        Computed(_options with { Prediction = new PredictionOptions { TestTimeAugmentation = true } }).ShouldBe(Fields);
        Computed(_options with { SliceIds = [_dataset.Slices[1].Id] }).ShouldBe(Fields);
        Computed(_options).ShouldBe(Fields);

        using (SegmentationModel other = TestModel.Create(blind: true))
        {
            ModelFile.Write(_folder["run/model.safetensors"], other);
        }

        Computed(_options).ShouldBe(Fields);
        _dataset.Slices[0].Image[3, 3]++;
        Computed(_options).ShouldBe(Fields);
        _dataset.Slices[0].Regions!.Indices[3, 3] ^= 1;
        Computed(_options).ShouldBe(Fields);
    }

    [Fact]
    public void A_stopped_run_keeps_what_is_finished()
    {
        using var source = new CancellationTokenSource();
        var stop = new Sink(value =>
        {
            if (value.Done == 4)
            {
                source.Cancel();
            }
        });
        Should.Throw<OperationCanceledException>(() => RobustnessWorkflow.Run(_dataset, new ReportHead("t"), _options, _folder["out"], stop, source.Token));

        File.Exists(_folder["out/robustness.json"]).ShouldBeFalse();
        Computed(_options).ShouldBe(Fields - 4);
    }

    [Fact]
    public void Models_are_compared_and_errors_refer_to_the_reference()
    {
        using (SegmentationModel other = TestModel.Create(blind: true))
        {
            ModelFile.Write(_folder["other/model.safetensors"], other);
        }

        RobustnessResult result = RobustnessWorkflow.Run(_dataset, new ReportHead("t"), _options with { Reference = _folder["other/model.safetensors"] }, _folder["out"]);

        result.Scorecards.Select(card => card.Model).ShouldBe(["run", "other"]);
        result.Reference.ShouldBe(result.Scorecards[1]);
        result.Scorecards[0].CorruptionError(result.Reference!)!.Value.ShouldBe(
            result.Scorecards[0].Rows.Average(row => row.Severities.Sum(cell => 1 - cell.Dice!.Value) / 5), 1e-9);
        Computed(_options).ShouldBe(0);
    }

    [Fact]
    public void Names_of_models_tell_them_apart()
    {
        RobustnessModels.Names(["/a/run/model.safetensors"]).ShouldBe(["run"]);
        RobustnessModels.Names(["/a/x.safetensors", "/a/y.safetensors"]).ShouldBe(["x", "y"]);
        RobustnessModels.Names(["/a/x.safetensors", "/b/X.safetensors", "/b/y.safetensors"]).ShouldBe(["a-x", "b-X", "b-y"]);
        RobustnessModels.Names(["/a/run/model.safetensors", "/a/run.safetensors"]).ShouldBe(["a-run", "a-run-2"]);
        RobustnessModels.Names(["/model.safetensors"]).ShouldBe(["model"]);
    }

    [Fact]
    public void A_model_that_has_seen_the_slices_is_warned_of()
    {
        Warnings("", ["phantom-000"]).Single().ShouldContain("run was trained on slices of the same names as 1 of these 2");
        Warnings(_dataset.Provenance, ["phantom-009"]).ShouldBeEmpty();
        Warnings(_dataset.Provenance, []).Single().ShouldContain("does not list them");
        string warning = Warnings(_dataset.Provenance, ["phantom-001"]).Single();
        warning.ShouldContain("run was trained on 1 of these 2 slices");
        warning.ShouldContain("phantom-001");
        warning.ShouldContain("train --folds");
        File.ReadAllText(_folder["out/robustness.html"]).ShouldContain("was trained on 1 of these 2 slices");
    }

    [Fact]
    public void The_folder_of_a_cross_validation_scores_each_slice_by_the_network_that_has_never_seen_it()
    {
        SliceDataset dataset = SmallRun.Dataset(6);
        dataset = dataset with { Slices = [.. dataset.Slices.Take(5), dataset.Slices[5] with { Split = SliceSplit.Test }] };
        var folder = new RunFolder(_folder["folds"]);
        TrainingPlan plan = SmallRun.Plan with { Epochs = 2 };
        ScoreTable validated = CrossValidation.Run(dataset, plan, folder, 2, null, default);

        using (JsonDocument calibration = JsonDocument.Parse(File.ReadAllText(_folder["folds/calibration.json"])))
        {
            JsonElement found = calibration.RootElement;
            found.GetProperty("loss").GetDouble().ShouldBeLessThan(found.GetProperty("lossBefore").GetDouble());
            JsonElement measured = found.GetProperty("flags").GetProperty("measured");
            (measured.GetProperty("bad").GetInt32() + measured.GetProperty("good").GetInt32()).ShouldBeGreaterThanOrEqualTo(5);
        }

        // Each fold's temperature fits the other folds' slices.
        double[] temperatures = [.. Enumerable.Range(1, 2).Select(fold => TemperatureOf(_folder[$"folds/fold-{fold}/model.safetensors"]))];
        temperatures[0].ShouldNotBe(temperatures[1]);
        temperatures.ShouldAllBe(temperature => temperature >= 0.39 && temperature <= 6.01 && temperature != 1);

        RobustnessWorkflowOptions options = _options with { Models = [folder.Path], Artifacts = [ArtifactCatalog.Get("fading")] };
        RobustnessResult result = RobustnessWorkflow.Run(dataset, new ReportHead("t"), options, _folder["out"]);

        RobustnessScorecard card = result.Scorecards.Single();
        card.Clean.Slices.ShouldAllBe(slice => slice.Confidence == null || (slice.Confidence > 0 && slice.Confidence <= 1));
        result.Warnings.ShouldBeEmpty();
        result.Remarks.Single().ShouldContain("one of its 2 networks that was not trained on it");
        card.Model.ShouldBe("folds");
        card.Clean.Slices.Count.ShouldBe(6);
        foreach ((SliceScore expected, SliceScore found) in validated.Slices.Zip(card.Clean.Slices))
        {
            found.Id.ShouldBe(expected.Id);
            found.Regions.ShouldAllBe(pair => Math.Abs(pair.Value.Dice - expected.Regions[pair.Key].Dice) < 0.02);
        }

        Refused(dataset with { Slices = [.. dataset.Slices.Reverse()] }, options).ShouldContain("was trained on the held-out slice");
        Refused(dataset with { Slices = [.. dataset.Slices.Skip(2)] }, options).ShouldContain("give the dataset of the cross-validation");
        File.Delete(_folder["folds/evaluation.json"]);
        Refused(dataset, options).ShouldContain("expected a finished cross-validation");
    }

    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        Refused(_dataset with { Slices = [.. _dataset.Slices.Select(slice => slice with { Regions = null })] }, _options).ShouldContain("got none among 2");
        Refused(_dataset, _options with { SliceIds = ["phantom-7"] }).ShouldContain("'phantom-7'");
        Region[] regions = [.. RegionCatalog.SagittalSix.Regions.Take(3)];
        Refused(new SliceDataset { Catalog = new RegionCatalog(regions), Slices = _dataset.Slices, Preprocessing = _dataset.Preprocessing }, _options).ShouldContain("bg cb hp");
    }

    private static string Refused(SliceDataset dataset, RobustnessWorkflowOptions options) =>
        Should.Throw<InvalidDataException>(() => RobustnessWorkflow.Run(dataset, new ReportHead("t"), options, "never")).Message;

    private IReadOnlyList<string> Warnings(string source, IReadOnlyList<string> ids)
    {
        using SegmentationModel model = TestModel.Create();
        var provenance = new ModelProvenance { Source = source, SliceIds = ids, TrainingSlices = 7 };
        ModelFile.Write(
            _folder["run/model.safetensors"],
            new SegmentationModel { Plan = model.Plan, Catalog = model.Catalog, Normalization = model.Normalization, Preprocessing = model.Preprocessing, Provenance = provenance, Network = model.Network });
        return RobustnessWorkflow.Run(_dataset, new ReportHead("t"), _options with { Artifacts = [ArtifactCatalog.Get("fading")] }, _folder["out"]).Warnings;
    }

    private int Computed(RobustnessWorkflowOptions options)
    {
        List<RobustnessProgress> told = [];
        RobustnessWorkflow.Run(_dataset, new ReportHead("t"), options, _folder["out"], new Sink(told.Add));
        told[^1].Done.ShouldBe(told[^1].Total);
        return told.Count - 1;
    }

    private sealed class Sink(Action<RobustnessProgress> receive) : IProgress<RobustnessProgress>
    {
        public void Report(RobustnessProgress value) => receive(value);
    }
}
