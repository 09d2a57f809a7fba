using DeepSlice.Atlases;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Tests.Atlases;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Training;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class SectionTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AtlasRegions[] _atlases;
    private readonly SliceDataset _empty;

    public SectionTrainingTests()
    {
        Atlas atlas = AtlasFolder.Read(AtlasFixture.WriteBrain(_folder["atlas"]));
        _atlases = [AtlasRegions.Map(atlas, AtlasCatalog.Read(AtlasFixture.WriteBrainRegions(_folder["regions.json"])))];
        _empty = new SliceDataset { Catalog = _atlases[0].Catalog, Slices = [], Preprocessing = Preprocessing.None };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sections_alone_train_a_network_and_a_resumed_run_gives_the_same_weights()
    {
        TrainingPlan plan = Plan(share: 1) with { Epochs = 3 };
        var whole = new RunFolder(_folder["whole"]);
        TrainingHistory history = TrainingWorkflow.Run(_empty, plan, whole, null, CancellationToken.None, _atlases);
        using var source = new CancellationTokenSource();
        var parts = new RunFolder(_folder["parts"]);
        var sink = new StopAfter(source, epoch: 1);
        Should.Throw<OperationCanceledException>(() => TrainingWorkflow.Run(_empty, plan, parts, sink, source.Token, _atlases));
        TrainingWorkflow.Run(_empty, plan, parts, null, CancellationToken.None, _atlases);

        history.Epochs.ShouldBe(3);
        history.ValidationDice.ShouldNotBeNull();
        SmallRun.Weights(parts.ModelFile).ShouldBe(SmallRun.Weights(whole.ModelFile));
        using SegmentationModel model = ModelFile.Read(whole.ModelFile, Device.Cpu);
        model.TissueLength.ShouldBe(24);
        model.Catalog.Regions.Select(region => region.Key).ShouldBe(["bg", "cb", "hp", "rest"]);
    }

    [Fact]
    public void Sections_and_annotated_slices_come_in_the_proportion_of_the_plan()
    {
        TrainingPlan plan = Plan(share: 0.75) with { BatchSize = 8 };
        SliceDataset annotated = _empty with { Slices = [.. SectionDataset.Enumerate([new AtlasSections(_atlases[0], new SynthesisOptions())], 3, 24, 9).Select(Blackened)] };
        var split = TrainingSplit.Make(annotated, plan, _atlases);
        var batches = new BatchSource([.. split.Training.Select(slice => TrainingSlice.Prepare(slice, plan))], plan.Unvaried(), 1, null, split.Sections);

        // The annotated slices of this test have no labels: of an epoch of eight, two are such.
        TrainingBatch batch = batches.Make(1);
        Enumerable.Range(0, 8).Count(k => batch.Labels.AsSpan(k * 32 * 32, 32 * 32).IndexOfAnyExcept(0) < 0).ShouldBe(2);
    }

    [Fact]
    public void Validation_sections_are_none_that_training_draws()
    {
        var split = TrainingSplit.Make(_empty, Plan(share: 1), _atlases);

        split.Validation.Count.ShouldBe(4);
        split.Training.ShouldBeEmpty();
        split.Validation.ShouldAllBe(slice => slice.Split == SliceSplit.Validation);
        float[] first = split.Sections[0].Draw(24, new RandomStream(Plan(1).Seed).Derive("sections").Derive(0)).Image.Pixels.ToArray();
        split.Validation[0].Image.Pixels.ToArray().ShouldNotBe(first);
    }

    [Fact]
    public void Atlases_other_than_those_of_the_plan_and_other_regions_are_refused()
    {
        TrainingPlan plan = Plan(share: 1);
        Should.Throw<ArgumentException>(() => TrainingWorkflow.Require(_empty, plan)).Message.ShouldContain("expected the atlases of the plan (toy_mouse), got none; give --atlas");
        SliceDataset six = SmallRun.Dataset(3);
        Should.Throw<ArgumentException>(() => TrainingWorkflow.Require(six, plan with { Network = SmallRun.Plan.Network }, _atlases)).Message
            .ShouldContain("expected the regions of the dataset (bg cb hp cx th mb bs rest), got bg cb hp rest of atlas toy_mouse; give --regions");
    }

    [Fact]
    public void Fine_tuning_takes_over_all_weights_and_of_the_last_layer_those_of_equal_regions()
    {
        var run = new RunFolder(_folder["first"]);
        TrainingWorkflow.Run(_empty, Plan(share: 1) with { Epochs = 1 }, run, null, CancellationToken.None, _atlases);
        SliceDataset six = SmallRun.Dataset(9);
        TrainingPlan plan = FineTuning.Plan(TrainingPlanner.Plan(six), run.ModelFile, six, isOneScale: false) with { Device = "cpu", Threads = 1 };
        plan.TissueLength.ShouldBe(24);
        plan.Network.ShouldBe(Plan(1).Network with { RegionCount = 8, Widths = plan.Network.Widths });
        plan.LearningRate.Peak.ShouldBe(1e-3);
        plan.Epochs.ShouldBe(600);

        TrainingPlan own = FineTuning.Plan(TrainingPlanner.Plan(six), run.ModelFile, six, isOneScale: true);
        double median = TissueLengths.Measure(six.Slices.Select(slice => slice.Image))!.Median;
        median.ShouldBeInRange(0.6 * 24, 2 * 24);
        own.TissueLength.ShouldBeNull();
        own.Network.WorkingSize.ShouldBe(TrainingPlanner.Plan(six).Network.WorkingSize);
        own.Decisions.ShouldContain(decision => decision.Name == "tissueLength" && decision.Choice == "none");

        using var state = new TrainingState(plan, Device.Cpu);
        FineTuning.Begin(state, plan.From!, six.Catalog);

        using SegmentationModel model = ModelFile.Read(run.ModelFile, Device.Cpu);
        Dictionary<string, float[]> before = model.Network.Weights.All.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.ToArray<float>());
        foreach (Network network in new[] { state.Network, state.Averaged })
        {
            Dictionary<string, float[]> after = network.Weights.All.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.ToArray<float>());
            after.Keys.Order().ShouldBe(before.Keys.Order());
            after.Keys.Where(name => !Network.IsHead(name)).ShouldAllBe(name => after[name].SequenceEqual(before[name]));
            int width = before["head.weight"].Length / 4;
            Row(after["head.weight"], 1, width).ShouldBe(Row(before["head.weight"], 1, width)); // cb
            Row(after["head.weight"], 7, width).ShouldBe(Row(before["head.weight"], 3, width)); // rest
            Row(after["head.weight"], 3, width).ShouldNotBe(Row(before["head.weight"], 3, width)); // cx is new
        }

        TrainingWorkflow.Run(six, plan with { Epochs = 1 }, new RunFolder(_folder["second"]), null, CancellationToken.None).Epochs.ShouldBe(1);
        File.AppendAllText(run.ModelFile, " ");
        Should.Throw<InvalidDataException>(() => FineTuning.Begin(state, plan.From!, six.Catalog)).Message.ShouldContain("expected the model that the plan was made for, got another one");
    }

    private static TrainingPlan Plan(double share) => SmallRun.Plan with
    {
        Network = new NetworkPlan { RegionCount = 4, Widths = [4, 8], WorkingSize = new(32, 32) },
        BatchSize = 4,
        TissueLength = 24,
        Atlas = new AtlasPlan { Names = ["toy_mouse"], Share = share, SlicesPerEpoch = 8, ValidationSections = 4 },
    };

    private static Slice Blackened(Slice slice) => slice with { Id = "annotated" + slice.Id, Regions = new RegionMap(slice.Regions!.Catalog, new(slice.Image.Size)) };

    private static float[] Row(float[] weights, int row, int width) => weights[(row * width)..((row + 1) * width)];

    private sealed class StopAfter(CancellationTokenSource source, int epoch) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value)
        {
            if (value is TrainingEvent.EpochDone done && done.Done == epoch)
            {
                source.Cancel();
            }
        }
    }
}
