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

    private static readonly TrainingPlan s_cascade = SmallRun.Plan with
    {
        Network = new NetworkPlan { RegionCount = 8, Widths = [4, 8], WorkingSize = new(32, 32), ContextPlanes = 8 },
        Patches = new PatchOptions { CoarseFactor = 4, SliceSize = new(64, 64), PatchesPerVariant = 2 },
        Whole = new WholeStagePlan { Network = new NetworkPlan { RegionCount = 8, Widths = [4, 8], WorkingSize = new(16, 16) }, Epochs = 3, BatchSize = 3 },
    };

    private static readonly TrainingPlan s_patch = s_cascade with { Whole = null, Network = s_cascade.Network with { ContextPlanes = 0 } };

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
    public void A_cascade_is_one_file_that_each_configuration_can_use()
    {
        RunFolder run = Train("run", s_cascade);

        using SegmentationModel model = ModelFile.Read(run.ModelFile, Device.Cpu);
        using SegmentationModel whole = ModelFile.Read(run.Whole.ModelFile, Device.Cpu);

        model.Configuration.ShouldBe(Configuration.Cascade);
        model.SliceSize.ShouldBe(new RasterSize(64, 64));
        model.Patches!.Whole!.Network.Weights.All.Select(parameter => parameter.Value.ToArray<float>())
            .ShouldBe(whole.Network.Weights.All.Select(parameter => parameter.Value.ToArray<float>()));
        model.Patches.Whole.Preprocessing.Binning.Factor.ShouldBe(4);
        var found = new Dictionary<Configuration, byte[]>();
        foreach (Configuration configuration in Enum.GetValues<Configuration>())
        {
            SlicePrediction prediction = new SlicePredictor(model, new PredictionOptions { Configuration = configuration }).Predict([s_dataset.Slices[0].Image]).Single();
            prediction.Regions.Size.ShouldBe(new RasterSize(64, 64));
            found[configuration] = prediction.Regions.Indices.Pixels.ToArray();
        }

        found.Values.Distinct(new SameBytes()).Count().ShouldBe(3);
        Should.Throw<ArgumentException>(() => new SlicePredictor(whole, new PredictionOptions { Configuration = Configuration.Cascade }))
            .Message.ShouldContain("expected a model of configuration cascade, got one of whole");
    }

    [Fact]
    public void A_cascade_stopped_in_either_network_is_resumed_bit_for_bit()
    {
        RunFolder whole = Train("uninterrupted", s_cascade);
        foreach (int stopAfter in new[] { 2, 5 })
        {
            var folder = new RunFolder(_folder[$"stopped-{stopAfter}"]);
            folder.Reserve(s_cascade).Dispose();
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
    public void Both_networks_of_a_cascade_train_on_the_same_slices_and_on_no_held_out_one()
    {
        var sink = new EventSink();
        var folder = new RunFolder(_folder["split"]);
        SliceDataset dataset = SmallRun.Dataset(20, side: 32);
        TrainingPlan plan = s_cascade with { Epochs = 1, ValidationShare = 0.3, Whole = s_cascade.Whole! with { Epochs = 1 } };

        TrainingWorkflow.Run(dataset, plan, folder, sink, CancellationToken.None);

        TrainingEvent.Started[] started = [.. sink.Events.OfType<TrainingEvent.Started>()];
        started.Length.ShouldBe(2);
        started[0].ValidationSlices.Count.ShouldBe(6);
        started[1].ValidationSlices.ShouldBe(started[0].ValidationSlices);
        started[1].TrainingSlices.ShouldBe(started[0].TrainingSlices);
        started[0].TrainingSlices.Intersect(started[0].ValidationSlices).ShouldBeEmpty();
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Cpu);
        model.Patches!.Whole!.Provenance.SliceIds.ShouldBe(model.Provenance.SliceIds);
    }

    [Fact]
    public void The_whole_slice_network_takes_all_settings_but_network_epochs_and_batch_from_the_plan()
    {
        var sink = new EventSink();
        SliceDataset dataset = SmallRun.Dataset(3, side: 32);

        TrainingWorkflow.Run(dataset, s_cascade with { Seed = 7, Epochs = 1, Whole = s_cascade.Whole! with { Epochs = 1, BatchSize = 2 } }, new RunFolder(_folder["seed"]), sink, CancellationToken.None);

        TrainingPlan whole = sink.Events.OfType<TrainingEvent.Started>().First().Plan;
        whole.Configuration.ShouldBe(Configuration.Whole);
        (whole.Seed, whole.Device, whole.Precision, whole.Threads, whole.BatchSize).ShouldBe((7UL, "cpu", PrecisionChoice.Float32, 1, 2));
    }

    [Fact]
    public void No_network_of_a_fold_sees_the_slices_that_the_fold_holds_out()
    {
        SliceDataset dataset = SmallRun.Dataset(4, side: 32);
        var folder = new RunFolder(_folder["folds"]);
        var events = new List<(int Fold, TrainingEvent.Started Started)>();
        TrainingPlan plan = s_cascade with { Epochs = 1, Whole = s_cascade.Whole! with { Epochs = 1 } };

        CrossValidation.Run(dataset, plan, folder, 2, new FoldSink(events), CancellationToken.None);

        IReadOnlyList<IReadOnlyList<Slice>> heldOut = CrossValidation.Split(dataset, 2, plan.Seed);
        events.Select(one => one.Fold).ShouldBe([1, 1, 2, 2]);
        foreach ((int fold, TrainingEvent.Started started) in events)
        {
            started.TrainingSlices.Concat(started.ValidationSlices).Intersect(heldOut[fold - 1].Select(slice => slice.Id)).ShouldBeEmpty();
        }

        for (int fold = 0; fold < 2; fold++)
        {
            using SegmentationModel model = ModelFile.Read(folder.Fold(fold).ModelFile, Device.Cpu);
            model.Provenance.SliceIds.Concat(model.Patches!.Whole!.Provenance.SliceIds).Intersect(heldOut[fold].Select(slice => slice.Id)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Progress_counts_the_epochs_of_both_networks()
    {
        var sink = new EventSink();
        var folder = new RunFolder(_folder["told"]);

        TrainingWorkflow.Run(s_dataset, s_cascade, folder, sink, CancellationToken.None);

        TrainingEvent.EpochDone[] told = [.. sink.Events.OfType<TrainingEvent.EpochDone>()];
        told.Select(epoch => epoch.Done).ShouldBe(Enumerable.Range(1, 9));
        told.ShouldAllBe(epoch => epoch.Epochs == 9);
    }

    [Fact]
    public void A_plan_whose_network_does_not_fit_its_configuration_is_refused()
    {
        Should.Throw<ArgumentException>(() => TrainingWorkflow.Require(s_dataset, s_cascade with { Whole = null })).Message
            .ShouldContain("expected a network with 0 context planes in configuration patch, got 8");
    }

    [Fact]
    public void Cascades_of_slices_that_have_no_multiple_of_the_coarse_grid_learn_too()
    {
        SliceDataset odd = SmallRun.Dataset(3, side: 67);
        RunFolder folder = new(_folder["odd"]);
        TrainingPlan plan = s_cascade with { Patches = s_cascade.Patches! with { SliceSize = new(67, 67) }, Epochs = 2 };

        TrainingWorkflow.Run(odd, plan, folder, null, CancellationToken.None).Network.ShouldAllBe(record => double.IsFinite(record.Loss));
    }

    private RunFolder Train(string name, TrainingPlan plan)
    {
        var folder = new RunFolder(_folder[name]);
        TrainingWorkflow.Run(s_dataset, plan, folder, null, CancellationToken.None);
        return folder;
    }

    private static byte At(Raster<byte> labels, int x, int y) => labels.Contains(x, y) ? labels[x, y] : (byte)0;

    private sealed class FoldSink(List<(int Fold, TrainingEvent.Started Started)> events) : IProgress<(int Fold, TrainingEvent Event)>
    {
        public void Report((int Fold, TrainingEvent Event) value)
        {
            if (value.Event is TrainingEvent.Started started)
            {
                events.Add((value.Fold, started));
            }
        }
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
