using System.Globalization;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Losses;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Training;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class TrainerTests : IDisposable
{
    private static readonly SliceDataset s_dataset = SmallRun.Dataset(9);
    private readonly TemporaryFolder _folder = new();
    private readonly int _threads = TorchRuntime.Threads;

    public void Dispose()
    {
        TorchRuntime.Threads = _threads;
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 2)]
    public void The_same_seed_gives_the_same_weights_bit_for_bit_and_another_seed_does_not(int threads, int epochs)
    {
        TrainingPlan plan = SmallRun.Plan with { Threads = threads, Epochs = epochs };
        (RunFolder first, IReadOnlyList<EpochRecord> history) = Run("first", plan);
        (RunFolder again, IReadOnlyList<EpochRecord> historyAgain) = Run("again", plan);
        (RunFolder other, _) = Run("other", plan with { Seed = 2 });

        SmallRun.Weights(again.ModelFile).ShouldBe(SmallRun.Weights(first.ModelFile));
        SmallRun.Metrics(historyAgain).ShouldBe(SmallRun.Metrics(history));
        SmallRun.Weights(other.ModelFile).ShouldNotBe(SmallRun.Weights(first.ModelFile));
    }

    [Theory]
    [InlineData(1, 0, AlphaSmdMode.Off)]
    [InlineData(3, 0, AlphaSmdMode.Off)]
    [InlineData(2, 1e6, AlphaSmdMode.Off)]
    [InlineData(1, 0, AlphaSmdMode.Bidirectional)]
    [InlineData(4, 0, AlphaSmdMode.Inwards)]
    public void A_run_stopped_and_resumed_is_the_uninterrupted_run_bit_for_bit(int epoch, double checkpointSeconds, AlphaSmdMode alphaSmd)
    {
        TrainingPlan plan = SmallRun.Plan with { CheckpointSeconds = checkpointSeconds, Loss = new LossOptions { AlphaSmd = new AlphaSmdOptions { Mode = alphaSmd } } };
        (RunFolder whole, IReadOnlyList<EpochRecord> expected) = Run("whole", plan);
        var folder = new RunFolder(_folder["stopped"]);
        folder.Reserve(plan).Dispose();
        using (var source = new CancellationTokenSource())
        {
            Should.Throw<OperationCanceledException>(() => SmallRun.Train(s_dataset, plan, folder, EventSink.AfterEpoch(epoch, source.Cancel), source.Token));
        }

        File.Exists(folder.CheckpointFile).ShouldBeTrue("a stopped run leaves a checkpoint, however long ago the last one was due");
        File.Exists(folder.ModelFile).ShouldBeTrue("and a model");
        File.ReadAllLines(folder.MetricsFile).Length.ShouldBe(1 + epoch);
        var sink = new EventSink();
        IReadOnlyList<EpochRecord> found = SmallRun.Train(s_dataset, folder.ReadPlan(), folder, sink, CancellationToken.None);

        sink.Events.OfType<TrainingEvent.Started>().Single().FirstEpoch.ShouldBe(epoch + 1);
        SmallRun.Weights(folder.ModelFile).ShouldBe(SmallRun.Weights(whole.ModelFile));
        SmallRun.Weights(folder.CheckpointFile).ShouldBe(SmallRun.Weights(whole.CheckpointFile));
        SmallRun.Metrics(found).ShouldBe(SmallRun.Metrics(expected));
    }

    [Fact]
    public void A_run_killed_in_the_middle_of_an_epoch_goes_on_from_its_last_checkpoint_bit_for_bit()
    {
        var killed = new RunFolder(_folder["killed"]);
        killed.Reserve(SmallRun.Plan).Dispose();
        var whole = new RunFolder(_folder["whole"]);

        // When epoch 4 is done, the file still is the checkpoint of epoch 3, as if the process had died during epoch 4.
        IReadOnlyList<EpochRecord> expected = SmallRun.Train(s_dataset, SmallRun.Plan, whole, EventSink.AfterEpoch(4, () => CopyCheckpoint(whole, killed)), CancellationToken.None);
        var sink = new EventSink();
        IReadOnlyList<EpochRecord> found = SmallRun.Train(s_dataset, killed.ReadPlan(), killed, sink, CancellationToken.None);

        sink.Events.OfType<TrainingEvent.Started>().Single().FirstEpoch.ShouldBe(4);
        SmallRun.Weights(killed.ModelFile).ShouldBe(SmallRun.Weights(whole.ModelFile));
        SmallRun.Metrics(found).ShouldBe(SmallRun.Metrics(expected));
    }

    [Theory]
    [InlineData(AlphaSmdMode.Inwards)]
    [InlineData(AlphaSmdMode.Bidirectional)]
    public void One_slice_with_one_region_of_random_labels_trains_on_without_a_number_getting_lost(AlphaSmdMode mode)
    {
        var random = new RandomStream(3);
        Slice slice = s_dataset.Slices[0];
        Raster<byte> labels = slice.Regions!.Indices.Map(_ => random.Chance(0.5) ? (byte)1 : (byte)0);
        SliceDataset dataset = s_dataset with { Slices = [slice with { Regions = new RegionMap(s_dataset.Catalog, labels) }] };
        TrainingPlan plan = SmallRun.Plan with
        {
            Epochs = 40,
            BatchSize = 1,
            ValidationShare = 0,
            Loss = new LossOptions { AlphaSmd = new AlphaSmdOptions { Mode = mode, WarmUpShare = 0, RampShare = 0, GradientShare = 1 } },
        };

        (RunFolder folder, IReadOnlyList<EpochRecord> history) = Run("degenerate", plan, dataset);

        history.Count.ShouldBe(40);
        history.ShouldAllBe(record => double.IsFinite(record.Loss));
        SafetensorsFile.Read(folder.ModelFile).Tensors.Values.ShouldAllBe(tensor => tensor.Values.ToArray().All(float.IsFinite));
    }

    [Fact]
    public void A_finished_run_resumed_changes_nothing()
    {
        (RunFolder folder, IReadOnlyList<EpochRecord> history) = Run("run", SmallRun.Plan);
        string[] weights = SmallRun.Weights(folder.ModelFile);

        SmallRun.Metrics(SmallRun.Train(s_dataset, SmallRun.Plan, folder, null, CancellationToken.None)).ShouldBe(SmallRun.Metrics(history));
        SmallRun.Weights(folder.ModelFile).ShouldBe(weights);
    }

    [Fact]
    public void Resuming_with_another_plan_or_other_slices_is_refused()
    {
        (RunFolder folder, _) = Run("run", SmallRun.Plan with { Epochs = 1 });
        TrainingPlan plan = SmallRun.Plan with { Epochs = 1 };
        Slice first = s_dataset.Slices[0];
        SliceDataset otherPixels = s_dataset with { Slices = [first with { Image = first.Image.Map(value => value + 1) }, .. s_dataset.Slices.Skip(1)] };

        Refused(s_dataset, plan with { WeightDecay = 0.02 });
        Refused(SmallRun.Dataset(9, seed: 2), plan); // equal ids and sizes
        Refused(otherPixels, plan);
        Refused(SmallRun.Dataset(10), plan);

        void Refused(SliceDataset dataset, TrainingPlan other) =>
            Should.Throw<InvalidDataException>(() => SmallRun.Train(dataset, other, folder, null, CancellationToken.None)).Message
                .ShouldContain($"{folder.CheckpointFile}: expected a checkpoint of this plan and these slices");
    }

    [Fact]
    public void What_validation_slices_look_like_does_not_change_the_weights()
    {
        SliceDataset marked = s_dataset with { Slices = [.. s_dataset.Slices.Select((slice, place) => place == 4 ? slice with { Split = SliceSplit.Validation } : slice)] };
        SliceDataset blank = marked with { Slices = [.. marked.Slices.Select((slice, place) => place == 4 ? slice with { Image = slice.Image.Map(value => 65535 - value) } : slice)] };

        (RunFolder first, _) = Run("first", SmallRun.Plan, marked);
        (RunFolder second, _) = Run("second", SmallRun.Plan, blank);

        SmallRun.Weights(second.ModelFile).ShouldBe(SmallRun.Weights(first.ModelFile));
    }

    [Fact]
    public void The_loss_falls_and_every_epoch_is_reported_and_written()
    {
        var sink = new EventSink();
        var folder = new RunFolder(_folder["run"]);
        IReadOnlyList<EpochRecord> history = SmallRun.Train(s_dataset, SmallRun.Plan with { Epochs = 7, BatchSize = 4 }, folder, sink, CancellationToken.None);

        history.Select(record => record.Epoch).ShouldBe(Enumerable.Range(1, 7));
        history[^1].Loss.ShouldBeLessThan(history[0].Loss);
        history.Select(record => record.ValidationDice is not null).ShouldBe([false, true, false, true, false, true, true]);
        sink.Events.OfType<TrainingEvent.EpochDone>().Select(done => done.Record).ShouldBe(history);
        TrainingEvent.Started started = sink.Events.OfType<TrainingEvent.Started>().Single();
        (started.TrainingSlices.Count, started.ValidationSlices.Count, started.FirstEpoch, started.Threads).ShouldBe((8, 1, 1, 1));
        string[] lines = File.ReadAllLines(folder.MetricsFile);
        lines[0].ShouldBe("epoch,seconds,loss,learning_rate,wait_seconds,validation_dice,dice_cb,dice_hp,dice_cx,dice_th,dice_mb,dice_bs");
        lines.Length.ShouldBe(8);
        lines[7].Split(',').Length.ShouldBe(12);
        lines[7].Split(',')[5].ShouldBe(history[6].ValidationDice!.Value.ToString("0.####", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Epochs_shorter_than_a_batch_have_a_loss_and_a_learning_rate_too()
    {
        (_, IReadOnlyList<EpochRecord> history) = Run("run", SmallRun.Plan with { BatchSize = 5, Epochs = 4 }, SmallRun.Dataset(2));

        history.Count.ShouldBe(4);
        history.ShouldAllBe(record => record.Loss > 0 && record.LearningRate > 0);
    }

    [Fact]
    public void The_model_says_what_it_was_trained_on()
    {
        (RunFolder folder, IReadOnlyList<EpochRecord> history) = Run("run", SmallRun.Plan);
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Cpu);

        model.Provenance.TrainingSlices.ShouldBe(8);
        model.Provenance.SliceIds.Order(StringComparer.Ordinal).ShouldBe(s_dataset.Slices.Select(slice => slice.Id).Order(StringComparer.Ordinal));
        model.Provenance.Epochs.ShouldBe(6);
        model.Provenance.Seed.ShouldBe(SmallRun.Plan.Seed);
        model.Provenance.ValidationDice.ShouldBe(history[^1].ValidationDice);
        model.Provenance.Source.ShouldBe(s_dataset.Provenance);
        model.Preprocessing.ShouldBe(s_dataset.Preprocessing);
        model.Catalog.HasSameRegions(s_dataset.Catalog).ShouldBeTrue();
    }

    [Fact]
    public void The_temperature_is_the_plans_or_fits_the_held_out_slices_and_changes_no_weight()
    {
        (RunFolder fitted, _) = Run("fitted", SmallRun.Plan);
        (RunFolder stated, _) = Run("stated", SmallRun.Plan with { Temperature = 1.7 });
        (RunFolder none, _) = Run("none", SmallRun.Plan with { ValidationShare = 0 });

        using SegmentationModel model = ModelFile.Read(fitted.ModelFile, Device.Cpu);
        model.Temperature.ShouldNotBe(1);
        TemperatureOf(stated).ShouldBe(1.7);
        TemperatureOf(none).ShouldBe(1, "there is nothing to fit it to");
        SmallRun.Weights(stated.ModelFile).ShouldBe(SmallRun.Weights(fitted.ModelFile));
    }

    [Fact]
    public void A_plan_of_tf32_is_refused_on_the_processor() =>
        Should.Throw<ArgumentException>(() => TrainingWorkflow.Require(s_dataset, TrainingPlanFile.Set(SmallRun.Plan, "precision=tf32") with { Device = "cpu" })).Message
            .ShouldContain("expected a plan of precision auto, float32 or bFloat16 on the processor, got tf32");

    [Fact]
    public void With_early_stopping_the_weights_of_the_best_epoch_are_kept()
    {
        TrainingPlan plan = SmallRun.Plan with
        {
            Epochs = 12,
            ValidationInterval = 1,
            Patience = 1000,
            AveragingDecay = 0,
            LearningRate = new LearningRateSchedule { Peak = 0.03, WarmUpShare = 0 },
        };
        (RunFolder folder, IReadOnlyList<EpochRecord> history) = Run("patient", plan);
        EpochRecord best = history.MaxBy(record => record.ValidationDice)!;
        best.ValidationDice!.Value.ShouldBeGreaterThan(0);
        best.Epoch.ShouldBeLessThan(12, "choose another seed: the best epoch must not be the last, or this test shows nothing");

        // The same run without patience, stopped after the best epoch, ends with that epoch's weights.
        var stopped = new RunFolder(_folder["stopped"]);
        using var source = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => SmallRun.Train(s_dataset, plan with { Patience = 0 }, stopped, EventSink.AfterEpoch(best.Epoch, source.Cancel), source.Token));

        SmallRun.Weights(folder.ModelFile).ShouldBe(SmallRun.Weights(stopped.ModelFile));
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Cpu);
        model.Provenance.Epochs.ShouldBe(best.Epoch);
        model.Provenance.ValidationDice.ShouldBe(best.ValidationDice);
    }

    [Fact]
    public void Training_ends_when_the_validation_score_has_not_risen_for_so_long()
    {
        // The held-out slice is annotated with nothing but a region that no training slice has: its Dice stays 0.
        SliceDataset hopeless = s_dataset with
        {
            Slices =
            [
                .. s_dataset.Slices.Select((slice, place) => slice with
                {
                    Split = place == 0 ? SliceSplit.Validation : SliceSplit.Train,
                    Regions = new RegionMap(s_dataset.Catalog, slice.Regions!.Indices.Map(_ => place == 0 ? (byte)1 : (byte)2)),
                }),
            ],
        };
        var sink = new EventSink();
        var folder = new RunFolder(_folder["run"]);

        IReadOnlyList<EpochRecord> history = SmallRun.Train(
            hopeless, SmallRun.Plan with { Epochs = 40, ValidationInterval = 1, Patience = 3, LearningRate = new LearningRateSchedule { Peak = 0.05 } }, folder, sink, CancellationToken.None);

        history.Count.ShouldBeLessThan(40);
        history.TakeLast(3).ShouldAllBe(record => record.ValidationDice == 0);
        sink.Events.OfType<TrainingEvent.StoppedEarly>().ShouldHaveSingleItem().Epoch.ShouldBe(history.Count);
        File.Exists(folder.ModelFile).ShouldBeTrue();
    }

    [Fact]
    public void The_precision_chosen_at_the_start_is_kept_when_a_run_is_resumed()
    {
        TrainingPlan plan = SmallRun.Plan with { Precision = PrecisionChoice.Auto, Epochs = 2 };
        var folder = new RunFolder(_folder["run"]);
        using var source = new CancellationTokenSource();
        var before = new EventSink(occurred => source.Cancel());
        Should.Throw<OperationCanceledException>(() => SmallRun.Train(s_dataset, plan, folder, before, source.Token));
        Precision chosen = before.Events.OfType<TrainingEvent.Started>().Single().Precision;
        Precision other = chosen == Precision.Float32 ? Precision.BFloat16 : Precision.Float32;
        SafetensorsContent content = SafetensorsFile.Read(folder.CheckpointFile);
        var texts = new Dictionary<string, string>(content.Metadata);
        texts["progress"].ShouldContain($"\"precision\":\"{Name(chosen)}\"");
        texts["progress"] = texts["progress"].Replace(Name(chosen), Name(other), StringComparison.Ordinal);
        SafetensorsFile.Write(folder.CheckpointFile, [.. content.Tensors.Values], texts);
        var after = new EventSink();

        SmallRun.Train(s_dataset, plan, folder, after, CancellationToken.None);

        after.Events.OfType<TrainingEvent.Started>().Single().Precision.ShouldBe(other, "the checkpoint decides, not a new measurement");

        static string Name(Precision precision) => precision == Precision.Float32 ? "float32" : "bFloat16";
    }

    [Fact]
    public void A_run_that_diverges_ends_with_advice()
    {
        TrainingPlan plan = SmallRun.Plan with { LearningRate = new LearningRateSchedule { Peak = 1e30, WarmUpShare = 0 } };

        Should.Throw<InvalidDataException>(() => Run("run", plan)).Message.ShouldContain("begin a new run with a learningRate.peak below 1E+30");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void A_stopped_run_is_calibrated_when_it_is_resumed_and_not_before(int epoch)
    {
        var folder = new RunFolder(_folder["run"]);
        using (var source = new CancellationTokenSource())
        {
            Should.Throw<OperationCanceledException>(() => SmallRun.Train(s_dataset, SmallRun.Plan, folder, EventSink.AfterEpoch(epoch, source.Cancel), source.Token));
        }

        TemperatureOf(folder).ShouldBe(1);
        SmallRun.Train(s_dataset, SmallRun.Plan, folder, null, CancellationToken.None);
        TemperatureOf(folder).ShouldNotBe(1);
    }

    [Fact]
    public void With_early_stopping_the_model_of_the_best_epoch_is_calibrated()
    {
        (RunFolder folder, _) = Run("run", SmallRun.Plan with { Patience = 1000, ValidationInterval = 1 });

        TemperatureOf(folder).ShouldNotBe(1);
    }

    [Fact]
    public void Validation_and_calibration_stop_when_they_are_cancelled()
    {
        (RunFolder folder, _) = Run("run", SmallRun.Plan with { Epochs = 1 });
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Cpu);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() => new Validator(s_dataset.Slices, Precision.Float32).Score(model, source.Token));
        Should.Throw<OperationCanceledException>(() => Calibration.Scan(model, s_dataset.Slices, SmallRun.Plan, source.Token));
        Should.Throw<OperationCanceledException>(() => TrainingSummary.Make(
            TrainingSplit.Make(s_dataset, SmallRun.Plan), SmallRun.Plan, [new EpochRecord { Epoch = 1, Seconds = 1, Loss = 1, LearningRate = 1, WaitSeconds = 0 }], model, folder, source.Token));
    }

    [Fact]
    public void A_plan_for_other_regions_is_refused()
    {
        TrainingPlan plan = SmallRun.Plan with { Network = SmallRun.Plan.Network with { RegionCount = 5 } };

        Should.Throw<ArgumentException>(() => TrainingWorkflow.Require(s_dataset, plan)).Message.ShouldContain("expected a plan for the 8 regions of the dataset, got one for 5");
    }

    [Fact]
    public void A_tiny_network_learns_two_slices_by_heart()
    {
        SliceDataset dataset = SmallRun.Dataset(2, side: 48);
        TrainingPlan plan = SmallRun.Plan.Unvaried() with
        {
            Network = new NetworkPlan { RegionCount = 8, Widths = [8, 16, 32], WorkingSize = new(48, 48) },
            Epochs = 250,
            BatchSize = 2,
            CheckpointSeconds = 1e6,
            LearningRate = new LearningRateSchedule { Peak = 0.01 },
        };
        (RunFolder folder, _) = Run("run", plan, dataset);

        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Cpu);
        IReadOnlyList<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions()).Predict([.. dataset.Slices.Select(slice => slice.Image)]);

        ScoreTable result = new MapScorer().ScoreAll(dataset.Slices.Zip(predictions, (slice, prediction) => ComparedSlice.Of(dataset, slice, prediction.Regions, prediction.Probabilities)));
        result.Mean!.Dice.ShouldBeGreaterThanOrEqualTo(0.9);
    }

    private (RunFolder Folder, IReadOnlyList<EpochRecord> History) Run(string name, TrainingPlan plan, SliceDataset? dataset = null)
    {
        var folder = new RunFolder(_folder[name]);
        return (folder, SmallRun.Train(dataset ?? s_dataset, plan, folder, null, CancellationToken.None));
    }

    private static double TemperatureOf(RunFolder folder)
    {
        using SegmentationModel read = ModelFile.Read(folder.ModelFile, Device.Cpu);
        return read.Temperature;
    }

    private static void CopyCheckpoint(RunFolder from, RunFolder to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to.CheckpointFile)!);
        File.Copy(from.CheckpointFile, to.CheckpointFile);
    }
}
