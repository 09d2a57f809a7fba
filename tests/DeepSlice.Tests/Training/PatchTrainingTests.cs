using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Training;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class PatchTrainingTests : IDisposable
{
    private static readonly SliceDataset s_dataset = SmallRun.Dataset(4, side: 64);

    private static readonly TrainingPlan s_combined = SmallRun.Plan with
    {
        Network = new NetworkPlan { RegionCount = 8, Widths = [4, 8], WorkingSize = new(32, 32), ContextPlanes = 8 },
        Patches = new PatchOptions { CoarseFactor = 4, SliceSize = new(64, 64), PatchesPerVariant = 2 },
        Whole = SmallRun.Plan with { Network = new NetworkPlan { RegionCount = 8, Widths = [4, 8], WorkingSize = new(16, 16) }, Epochs = 3 },
    };

    private static readonly TrainingPlan s_patch = s_combined with { Whole = null, Network = s_combined.Network with { ContextPlanes = 0 } };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batches_of_patches_depend_on_their_place_alone()
    {
        TrainingSlice[] slices = SmallRun.Prepare(s_dataset, s_patch);
        var ahead = new BatchSource(slices, s_patch, 1);
        var backwards = new BatchSource(slices, s_patch, 1);

        float[][] expected = [.. Enumerable.Range(1, 8).Select(_ => ahead.Next().Images)];

        for (int step = 8; step >= 1; step--)
        {
            backwards.Make(step).Images.ShouldBe(expected[step - 1]);
        }
    }

    [Fact]
    public void A_patch_that_is_not_varied_is_a_part_of_its_slice_with_the_labels_that_belong_to_it()
    {
        TrainingPlan plan = (s_patch with { BatchSize = 1 }).Unvaried();
        TrainingSlice[] slices = SmallRun.Prepare(SmallRun.Dataset(1, side: 64), plan);
        TrainingBatch batch = new BatchSource(slices, plan, 1).Make(3);

        // Patches lie between pixels, so the labels, which are taken from the nearest, say where.
        Raster<byte> labels = slices[0].Regions.Indices;
        bool isFound = false;
        for (int top = -8; top <= 40 && !isFound; top++)
        {
            for (int left = -8; left <= 40 && !isFound; left++)
            {
                isFound = Enumerable.Range(0, 32 * 32).All(i => batch.Labels[i] == At(labels, left + (i % 32), top + (i / 32)));
            }
        }

        isFound.ShouldBeTrue();
        batch.Labels.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_combined_model_is_one_file_that_each_workflow_can_use()
    {
        RunFolder run = Train("run", s_combined);

        using SegmentationModel model = ModelFile.Read(run.ModelFile, Device.Cpu);
        using SegmentationModel whole = ModelFile.Read(run.Whole.ModelFile, Device.Cpu);

        model.Workflow.ShouldBe(Configuration.Cascade);
        model.SliceSize.ShouldBe(new RasterSize(64, 64));
        model.Patches!.Whole!.Network.Weights.All.Select(parameter => parameter.Value.ToArray<float>())
            .ShouldBe(whole.Network.Weights.All.Select(parameter => parameter.Value.ToArray<float>()));
        model.Patches.Whole.Provenance.Binning.ShouldBe(4);
        var found = new Dictionary<Configuration, byte[]>();
        foreach (Configuration workflow in Enum.GetValues<Configuration>())
        {
            SlicePrediction prediction = new SlicePredictor(model, new PredictionOptions { Workflow = workflow }).Predict([s_dataset.Slices[0].Image]).Single();
            prediction.Regions.Size.ShouldBe(new RasterSize(64, 64));
            found[workflow] = prediction.Regions.Indices.Pixels.ToArray();
        }

        found.Values.Distinct(new SameBytes()).Count().ShouldBe(3);
        Should.Throw<ArgumentException>(() => new SlicePredictor(whole, new PredictionOptions { Workflow = Configuration.Cascade }))
            .Message.ShouldContain("found a model of the whole workflow, it cannot be applied by the combined one");
    }

    [Fact]
    public void A_combined_run_stopped_in_either_part_goes_on_bit_for_bit()
    {
        RunFolder whole = Train("uninterrupted", s_combined);
        foreach (int stopAfter in new[] { 2, 5 })
        {
            var folder = new RunFolder(_folder[$"stopped-{stopAfter}"]);
            folder.Begin(s_combined);
            int epochs = 0;
            using (var source = new CancellationTokenSource())
            {
                var sink = new EventSink(value =>
                {
                    if (value is TrainingEvent.EpochDone && ++epochs == stopAfter)
                    {
                        source.Cancel();
                    }
                });
                Should.Throw<OperationCanceledException>(() => TrainingWorkflow.Run(s_dataset, folder.ReadPlan(), folder, sink, source.Token));
            }

            TrainingWorkflow.Run(s_dataset, folder.ReadPlan(), folder, null, CancellationToken.None);

            SmallRun.Weights(folder.ModelFile).ShouldBe(SmallRun.Weights(whole.ModelFile), $"stopped after {stopAfter} epochs");
        }
    }

    [Fact]
    public void Progress_counts_the_epochs_of_both_parts()
    {
        var sink = new EventSink();
        var folder = new RunFolder(_folder["told"]);
        folder.Begin(s_combined);

        TrainingWorkflow.Run(s_dataset, s_combined, folder, sink, CancellationToken.None);

        TrainingEvent.EpochDone[] told = [.. sink.Events.OfType<TrainingEvent.EpochDone>()];
        told.Select(epoch => epoch.Done).ShouldBe(Enumerable.Range(1, 9));
        told.ShouldAllBe(epoch => epoch.Epochs == 9);
    }

    [Fact]
    public void A_plan_whose_network_does_not_fit_its_workflow_is_refused()
    {
        Should.Throw<ArgumentException>(() => Trainer.Require(s_dataset, s_combined with { Whole = null })).Message
            .ShouldContain("found a network that is given 8 planes of probabilities, the Patch workflow needs 0");
    }

    [Fact]
    public void Combined_models_of_slices_that_have_no_multiple_of_the_coarse_grid_learn_too()
    {
        SliceDataset odd = SmallRun.Dataset(3, side: 67);
        RunFolder folder = new(_folder["odd"]);
        TrainingPlan plan = s_combined with { Patches = s_combined.Patches! with { SliceSize = new(67, 67) }, Epochs = 2 };
        folder.Begin(plan);

        TrainingWorkflow.Run(odd, plan, folder, null, CancellationToken.None).ShouldAllBe(record => double.IsFinite(record.Loss));
    }

    private RunFolder Train(string name, TrainingPlan plan)
    {
        var folder = new RunFolder(_folder[name]);
        folder.Begin(plan);
        TrainingWorkflow.Run(s_dataset, folder.ReadPlan(), folder, null, CancellationToken.None);
        return folder;
    }

    private static byte At(Raster<byte> labels, int x, int y) => labels.Contains(x, y) ? labels[x, y] : (byte)0;

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
