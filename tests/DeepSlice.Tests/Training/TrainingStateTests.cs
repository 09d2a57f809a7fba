using DeepSlice.Native.Torch;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class TrainingStateTests : IDisposable
{
    private readonly int _threads = TorchRuntime.Threads;

    public TrainingStateTests() => TorchRuntime.Threads = 1;

    public void Dispose() => TorchRuntime.Threads = _threads;

    [Fact]
    public void The_average_moves_by_the_share_that_decay_and_step_leave()
    {
        using var state = new TrainingState(SmallRun.Plan, Device.Cpu);
        Aten.Fill(state.Averaged.Weights.Values, 1);
        Aten.Fill(state.Network.Weights.Values, 3);
        Aten.Fill(state.Averaged.Weights.StatisticValues, 0);
        Aten.Fill(state.Network.Weights.StatisticValues, 1);

        state.Progress = state.Progress with { Step = 1 };
        state.Average(0.995); // early: 2/11 of the old average stays
        state.Averaged.Weights.Values.ToArray<float>().ShouldAllBe(value => Math.Abs(value - (1 + (2 * 9 / 11f))) < 1e-5);
        state.Averaged.Weights.StatisticValues.ToArray<float>().ShouldAllBe(value => Math.Abs(value - (9 / 11f)) < 1e-5);

        Aten.Fill(state.Averaged.Weights.Values, 1);
        state.Progress = state.Progress with { Step = 1_000_000 };
        state.Average(0.75);
        state.Averaged.Weights.Values.ToArray<float>().ShouldAllBe(value => value == 1.5f);
        state.Average(0);
        state.Averaged.Weights.Values.ToArray<float>().ShouldAllBe(value => value == 3);
    }

    [Fact]
    public void An_epoch_stopped_in_its_middle_and_resumed_is_the_same_epoch()
    {
        using var folder = new TemporaryFolder();
        TrainingPlan plan = SmallRun.Plan with { Epochs = 2, BatchSize = 1 };
        TrainingSlice[] slices = SmallRun.Prepare(SmallRun.Dataset(20), plan);
        using var whole = new TrainingState(plan, Device.Cpu);
        EpochRecord expected = new TrainingSteps(whole, plan, slices, Precision.Float32, null, []).RunEpoch(CancellationToken.None);

        using (var stopped = new TrainingState(plan, Device.Cpu))
        {
            using var source = new CancellationTokenSource();
            var steps = new TrainingSteps(stopped, plan, new StoppingList(slices, 12, source), Precision.Float32, null, []);
            Should.Throw<OperationCanceledException>(() => steps.RunEpoch(source.Token));
            stopped.Progress.Step.ShouldBeInRange(1, 19);
            stopped.Save(folder["c"], "print");
        }

        using var resumed = new TrainingState(plan, Device.Cpu);
        resumed.Load(folder["c"], "print");
        EpochRecord found = new TrainingSteps(resumed, plan, slices, Precision.Float32, null, []).RunEpoch(CancellationToken.None);

        SmallRun.Metrics([found]).ShouldBe(SmallRun.Metrics([expected]));
        whole.Save(folder["whole"], "print");
        resumed.Save(folder["resumed"], "print");
        SmallRun.Weights(folder["resumed"]).ShouldBe(SmallRun.Weights(folder["whole"]));
        found.Seconds.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var state = new TrainingState(SmallRun.Plan, Device.Cpu);
        state.Save(folder["c"], "one");

        Should.Throw<InvalidDataException>(() => state.Load(folder["c"], "other")).Message.ShouldContain($"{folder["c"]}: expected a checkpoint of this plan and these slices");
    }

    [Fact]
    public void A_checkpoint_of_another_size_cut_short_or_without_progress_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var state = new TrainingState(SmallRun.Plan, Device.Cpu);
        using var wider = new TrainingState(SmallRun.Plan with { Network = SmallRun.Plan.Network with { Widths = [4, 9] } }, Device.Cpu);
        state.Save(folder["c"], "one");
        byte[] bytes = File.ReadAllBytes(folder["c"]);
        File.WriteAllBytes(folder["cut"], bytes[..(bytes.Length / 2)]);
        File.WriteAllText(folder["progress"], File.ReadAllText(folder["c"], System.Text.Encoding.Latin1).Replace("\"progress\"", "\"pr0gress\"", StringComparison.Ordinal), System.Text.Encoding.Latin1);
        File.WriteAllText(folder["json"], File.ReadAllText(folder["c"], System.Text.Encoding.Latin1).Replace("bestEpoch", "bEstEpoch", StringComparison.Ordinal), System.Text.Encoding.Latin1);

        Should.Throw<InvalidDataException>(() => wider.Load(folder["c"], "one")).Message.ShouldContain("has another size");
        Should.Throw<InvalidDataException>(() => state.Load(folder["cut"], "one")).Message.ShouldContain(folder["cut"]);
        Should.Throw<InvalidDataException>(() => state.Load(folder["progress"], "one")).Message.ShouldContain(folder["progress"]);
        Should.Throw<InvalidDataException>(() => state.Load(folder["json"], "one")).Message.ShouldContain(folder["json"]);
    }

    [Fact]
    public void Progress_comes_back_with_the_weights()
    {
        using var folder = new TemporaryFolder();
        using var state = new TrainingState(SmallRun.Plan, Device.Cpu);
        Aten.Fill(state.Optimizer.SecondMoment, 0.25);
        state.Progress = new TrainingProgress
        {
            Step = 7,
            Epoch = 2,
            BestEpoch = 1,
            BestDice = 0.1 + 0.2,
            ValidationsSinceBest = 3,
            Seconds = 1.5,
            Precision = Precision.BFloat16,
            History = [new EpochRecord { Epoch = 1, Seconds = 1, Loss = 1.0 / 3, LearningRate = 1e-3, WaitSeconds = 0, ValidationDice = 0.3, RegionDice = new Dictionary<string, double> { ["cb"] = 0.7 } }],
        };
        state.Save(folder["c"], "one");
        using var loaded = new TrainingState(SmallRun.Plan with { Seed = 9 }, Device.Cpu);
        loaded.Load(folder["c"], "one");

        loaded.Optimizer.SecondMoment.ToArray<float>().ShouldAllBe(value => value == 0.25f);
        loaded.Progress.ShouldBe(state.Progress with { History = loaded.Progress.History });
        SmallRun.Metrics(loaded.Progress.History).ShouldBe(SmallRun.Metrics(state.Progress.History));
    }

    /// <summary>Slices that stop the run when so many have been taken: a batch is made at most five steps before it is used.</summary>
    private sealed class StoppingList(TrainingSlice[] slices, int after, CancellationTokenSource source) : IReadOnlyList<TrainingSlice>
    {
        private int _taken;

        public int Count => slices.Length;

        public TrainingSlice this[int index]
        {
            get
            {
                if (Interlocked.Increment(ref _taken) == after)
                {
                    source.Cancel();
                }

                return slices[index];
            }
        }

        public IEnumerator<TrainingSlice> GetEnumerator() => ((IEnumerable<TrainingSlice>)slices).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => slices.GetEnumerator();
    }
}
