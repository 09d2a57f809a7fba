using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Training;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

/// <summary>One model and the same slices have the same scores, whichever command computes them.</summary>
[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class AgreementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SliceDataset _dataset = SmallRun.Dataset(6);
    private readonly int _threads = TorchRuntime.Threads;

    public void Dispose()
    {
        TorchRuntime.Threads = _threads;
        _folder.Dispose();
    }

    [Fact]
    public void Cross_validation_prediction_and_the_clean_column_agree_on_held_out_slices()
    {
        const int Folds = 2;
        TrainingPlan plan = SmallRun.Plan with { Epochs = 12 };
        var run = new RunFolder(_folder["folds"]);
        ScoreTable validated = CrossValidation.Run(_dataset, plan, run, Folds, null, TestContext.Current.CancellationToken);
        IReadOnlyList<IReadOnlyList<Slice>> heldOut = CrossValidation.Split(_dataset, Folds, plan.Seed);
        for (int fold = 0; fold < Folds; fold++)
        {
            Predict(run.Fold(fold).ModelFile, heldOut[fold], new PredictionOptions());
        }

        ScoreTable evaluated = Evaluate();
        RequireSame(evaluated, validated);
        RequireSame(Clean(run.Path, new PredictionOptions()), validated);
        evaluated.SeenInTraining.ShouldBeEmpty();
        validated.Dice!.Value.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Prediction_and_the_clean_column_agree_in_float32_and_in_the_fast_precision(bool isFast)
    {
        string file = _folder["model.safetensors"];
        using (SegmentationModel model = TestModel.Create(binning: 1))
        {
            ModelFile.Write(file, model);
        }

        var options = new PredictionOptions { Precision = isFast ? Device.Cpu.FastPrecision : Precision.Float32 };
        Predict(file, _dataset.Slices, options);
        ScoreTable evaluated = Evaluate();
        RequireSame(Clean(file, options), evaluated);
        evaluated.Dice!.Value.ShouldBeGreaterThan(0);
    }

    private void Predict(string modelFile, IReadOnlyList<Slice> slices, PredictionOptions options)
    {
        DatasetFolder.Write(_folder["slices"], _dataset with { Slices = slices });
        using SegmentationModel model = ModelFile.Read(modelFile, Device.Cpu);
        PredictionWorkflow.Run(
            model,
            [_folder["slices"]],
            _folder["predicted"],
            new PredictionWorkflowOptions { Prediction = options, WriteProbabilities = true },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private ScoreTable Evaluate() => EvaluationWorkflow.Run(
        _folder["evaluated"], "report.html", new ReportHead("t"), PredictedRegions.Read(_folder["predicted"], _dataset), TestContext.Current.CancellationToken);

    private ScoreTable Clean(string model, PredictionOptions options) => RobustnessWorkflow.Run(
        _dataset,
        new ReportHead("t"),
        new RobustnessWorkflowOptions { Models = [model], Artifacts = [ArtifactCatalog.Get("fading")], Prediction = options, Device = Device.Cpu },
        _folder["robustness"],
        cancellationToken: TestContext.Current.CancellationToken).Scorecards[0].Clean;

    // Of a region that is predicted but not annotated, robustness lists the name, and evaluate has a Dice of 0.
    private static void RequireSame(ScoreTable found, ScoreTable expected)
    {
        Lines(found).ShouldBe(Lines(expected));
        if (found.Slices.All(slice => slice.Imagined.Count == 0))
        {
            found.Dice.ShouldBe(expected.Dice);
        }
    }

    private static string[] Lines(ScoreTable table) =>
    [
        .. from slice in table.Slices
           from region in slice.Regions.Select(region => (region.Key, region.Value.Dice)).Concat(slice.Imagined.Select(key => (Key: key, Dice: 0.0))).OrderBy(region => region.Key, StringComparer.Ordinal)
           select FormattableString.Invariant($"{slice.Id} {region.Key} {region.Dice:R}"),
    ];
}
