using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

public sealed class TrainingPlannerTests
{
    [Theory]
    [InlineData(42, 3, 4)]
    [InlineData(84, 4, 5)]
    [InlineData(168, 5, 6)]
    [InlineData(336, 6, 7)]
    public void Depth_follows_resolution(int side, int fewest, int most)
    {
        TrainingPlan plan = TrainingPlanner.Plan(Slices(47, side, side));

        plan.Network.Widths.Count.ShouldBeInRange(fewest, most);
        (plan.Network.WorkingSize.Width / plan.Network.Stride).ShouldBeInRange(4, 6);
        plan.Network.WorkingSize.Width.ShouldBeGreaterThanOrEqualTo(side);
        (plan.Network.WorkingSize.Width % plan.Network.Stride).ShouldBe(0);
        plan.Network.Widths.ShouldBe(plan.Network.Widths.Order());
        plan.Network.RegionCount.ShouldBe(8);
    }

    [Fact]
    public void Every_decision_has_a_reason_that_names_its_figure()
    {
        TrainingPlan plan = TrainingPlanner.Plan(Slices(47, 84, 70));

        plan.Decisions.Select(decision => decision.Name).ShouldBe(["preprocessing.binning", "network.workingSize", "network.widths", "augmentation.artifacts.probability", "batchSize", "epochs"]);
        plan.Decisions.ShouldAllBe(decision => decision.Reason.EndsWith('.') && decision.Choice.Length > 0);
        string all = string.Join(' ', plan.Decisions.Select(decision => decision.Reason));
        all.ShouldContain("84 pixels");
        all.ShouldContain($"{plan.Network.Widths.Count} levels");
        all.ShouldContain($"{plan.BatchSize} times 96×96 pixels a step");
        plan.Decisions[^1].Choice.ShouldBe($"{plan.Epochs}");
    }

    [Fact]
    public void A_value_set_by_hand_takes_the_place_of_the_planned_decision()
    {
        TrainingPlan plan = TrainingPlanFile.Set(TrainingPlanFile.Set(TrainingPlanner.Plan(Slices(47, 84, 70)), "epochs=7"), "learningRate.peak=0.001");

        plan.Decisions.Count(decision => decision.Name == "epochs").ShouldBe(1);
        plan.Decisions.Single(decision => decision.Name == "epochs").ShouldBe(new PlanDecision("epochs", "7", "Set by hand."));
        plan.Decisions[^1].Name.ShouldBe("learningRate.peak");
    }

    [Fact]
    public void More_slices_mean_fewer_epochs_and_larger_slices_smaller_batches()
    {
        TrainingPlanner.Plan(Slices(100, 42, 42)).Epochs.ShouldBeLessThan(TrainingPlanner.Plan(Slices(50, 42, 42)).Epochs);
        TrainingPlanner.Plan(Slices(9, 336, 336)).BatchSize.ShouldBeLessThan(TrainingPlanner.Plan(Slices(9, 84, 84)).BatchSize);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(4000, 2)]
    public void Extreme_sizes_still_give_a_plan(int width, int height)
    {
        TrainingPlan plan = TrainingPlanner.Plan(Slices(1, width, height), Configuration.Whole, memoryBytes: long.MaxValue);

        plan.BatchSize.ShouldBeGreaterThan(0);
        plan.Network.WorkingSize.Width.ShouldBeGreaterThanOrEqualTo(width);
    }

    [Fact]
    public void A_slice_too_large_for_a_network_is_refused_with_the_remedy()
    {
        Should.Throw<ArgumentException>(() => TrainingPlanner.Plan(Slices(1, 5000, 2))).Message.ShouldContain("expected slices of at most 4096 working pixels a side, got one of 5000; import with a larger --binning");
    }

    [Fact]
    public void Slices_that_the_memory_cannot_hold_whole_are_refused_and_planned_in_patches()
    {
        SliceDataset dataset = Slices(9, 1344, 1344);

        string message = Should.Throw<ArgumentException>(() => TrainingPlanner.Plan(dataset, Configuration.Whole, 16L << 30)).Message;
        TrainingPlan plan = TrainingPlanner.Plan(dataset, Configuration.Cascade, 16L << 30);

        message.ShouldContain("got slices of 1536 working pixels a side");
        message.ShouldContain("train with --configuration cascade or patch");
        plan.Network.WorkingSize.ShouldBe(new RasterSize(96, 96));
        plan.Network.ContextPlanes.ShouldBe(8);
        plan.Patches.ShouldNotBeNull().CoarseFactor.ShouldBe(14);
        plan.Patches.PatchesPerVariant.ShouldBeGreaterThan(8);
        plan.Whole.ShouldNotBeNull().Network.WorkingSize.ShouldBe(new RasterSize(96, 96));
        plan.Decisions.ShouldAllBe(decision => decision.Reason.EndsWith('.') && decision.Choice.Length > 0);
    }

    [Fact]
    public void Less_memory_means_smaller_batches_down_to_two()
    {
        SliceDataset dataset = Slices(9, 84, 84);

        TrainingPlanner.Plan(dataset, Configuration.Whole, 16L << 30).BatchSize.ShouldBe(8);
        TrainingPlanner.Plan(dataset, Configuration.Whole, 500L << 20).BatchSize.ShouldBe(3);
        Should.Throw<ArgumentException>(() => TrainingPlanner.Plan(dataset, Configuration.Whole, 100L << 20));
    }

    [Fact]
    public void A_cascade_plans_a_whole_slice_network_on_slices_binned_further()
    {
        TrainingPlan plan = TrainingPlanner.Plan(Slices(47, 84, 84), Configuration.Cascade);

        plan.Configuration.ShouldBe(Configuration.Cascade);
        plan.Patches.ShouldNotBeNull().CoarseFactor.ShouldBe(2);
        plan.Patches.PatchesPerVariant.ShouldBe(1);
        plan.Whole.ShouldNotBeNull().Network.WorkingSize.ShouldBe(new RasterSize(48, 48));
        TrainingPlanner.Plan(Slices(47, 84, 84), Configuration.Patch).Whole.ShouldBeNull();
    }

    [Fact]
    public void Without_an_annotated_slice_there_is_no_plan_and_test_slices_do_not_count()
    {
        SliceDataset dataset = Slices(2, 10, 10);

        Should.Throw<ArgumentException>(() => TrainingPlanner.Plan(dataset with { Slices = [dataset.Slices[0] with { Regions = null }, dataset.Slices[1] with { Split = SliceSplit.Test }] }))
            .Message.ShouldContain("expected annotated slices to train on, got none");
    }

    private static SliceDataset Slices(int count, int width, int height) => new()
    {
        Catalog = RegionCatalog.SagittalSix,
        Preprocessing = Preprocessing.None,
        Slices =
        [
            .. Enumerable.Range(0, count).Select(i => new Slice
            {
                Id = $"s{i}",
                Image = new Raster<float>(width, height),
                Regions = new RegionMap(RegionCatalog.SagittalSix, new Raster<byte>(width, height)),
                Frame = SliceFrame.Identity(new RasterSize(width, height)),
            }),
        ],
    };
}
