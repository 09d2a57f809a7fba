using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

public sealed class BatchSourceTests
{
    [Fact]
    public void Batches_made_ahead_on_other_threads_are_those_made_one_by_one()
    {
        TrainingPlan plan = SmallRun.Plan with { Epochs = 5, BatchSize = 2 };
        TrainingSlice[] slices = SmallRun.Prepare(SmallRun.Dataset(3), plan);
        var ahead = new BatchSource(slices, plan, 1);
        var alone = new BatchSource(slices, plan, 1);
        var resumed = new BatchSource(slices, plan, 4);

        for (int step = 1; step <= 8; step++)
        {
            TrainingBatch batch = ahead.Next();
            TrainingBatch expected = alone.Make(step);
            batch.Images.ShouldBe(expected.Images);
            batch.Labels.ShouldBe(expected.Labels);
            if (step >= 4)
            {
                resumed.Next().Images.ShouldBe(expected.Images);
            }
        }
    }

    [Fact]
    public void The_order_in_which_batches_are_made_does_not_matter()
    {
        TrainingPlan plan = SmallRun.Plan;
        var source = new BatchSource(SmallRun.Prepare(SmallRun.Dataset(4), plan), plan, 1);
        float[] third = source.Make(3).Images;
        source.Make(1);

        source.Make(3).Images.ShouldBe(third);
        source.Make(2).Images.ShouldNotBe(third);
    }

    [Fact]
    public void Every_slice_comes_once_an_epoch_in_an_order_of_its_own_and_varied_anew()
    {
        TrainingPlan plan = (SmallRun.Plan with { BatchSize = 3, Epochs = 4 }).Unvaried();
        TrainingSlice[] slices = SmallRun.Prepare(Marked(6), plan);
        var source = new BatchSource(slices, plan, 1);

        int[][] epochs = [.. Enumerable.Range(0, 4).Select(epoch => Markers(source, 3, (2 * epoch) + 1, 2))];

        epochs.ShouldAllBe(epoch => epoch.Order().SequenceEqual(Enumerable.Range(1, 6)));
        epochs.Select(epoch => string.Join(' ', epoch)).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Slices_suffer_artifacts_before_they_are_brought_to_one_scale_of_grey()
    {
        // Half of the slice is cut off; the rest keeps its grey scale, and the labels of what is gone are background.
        TrainingPlan clean = (SmallRun.Plan with { BatchSize = 1 }).Unvaried();
        TrainingPlan cut = clean with
        {
            Augmentation = clean.Augmentation with
            {
                Artifacts = new ArtifactOptions { Probability = 1, AnotherProbability = 0, Severity = new NumberRange(1, 1), Weights = new Dictionary<string, double> { ["hemisection"] = 1 } },
            },
        };
        TrainingSlice[] slices = SmallRun.Prepare(SmallRun.Dataset(1), clean);

        TrainingBatch whole = new BatchSource(slices, clean, 1).Make(1);
        TrainingBatch half = new BatchSource(slices, cut, 1).Make(1);

        int tissue = whole.Labels.Count(label => label != 0);
        half.Labels.Count(label => label != 0).ShouldBeInRange(tissue * 35 / 100, tissue * 65 / 100);
        int[] kept = [.. Enumerable.Range(0, half.Labels.Length).Where(i => half.Labels[i] != 0)];
        kept.ShouldAllBe(i => half.Labels[i] == whole.Labels[i]);
        kept.Average(i => (double)half.Images[i]).ShouldBe(kept.Average(i => (double)whole.Images[i]), 0.25);
        int[] gone = [.. Enumerable.Range(0, half.Labels.Length).Where(i => half.Labels[i] == 0 && whole.Labels[i] != 0)];
        gone.Average(i => (double)half.Images[i]).ShouldBe(0, 0.1);
    }

    [Fact]
    public void Another_seed_gives_other_batches()
    {
        TrainingSlice[] slices = SmallRun.Prepare(SmallRun.Dataset(4), SmallRun.Plan);

        new BatchSource(slices, SmallRun.Plan with { Seed = 2 }, 1).Make(1).Images.ShouldNotBe(new BatchSource(slices, SmallRun.Plan, 1).Make(1).Images);
    }

    [Theory]
    [InlineData(0, 5, 2, 0)]
    [InlineData(1, 5, 2, 3)]
    [InlineData(2, 5, 2, 5)]
    [InlineData(1_000_000, 2000, 1, 2_000_000_000)]
    public void Steps_cover_the_slices_of_all_epochs(int epochs, int slices, int batch, int expected)
    {
        BatchSource.StepsThrough(epochs, slices, batch).ShouldBe(expected);
    }

    [Fact]
    public void Slices_set_aside_to_validate_are_never_in_a_batch()
    {
        SliceDataset dataset = Marked(12);
        TrainingPlan plan = (SmallRun.Plan with { ValidationShare = 0.25, Epochs = 10 }).Unvaried();

        var split = TrainingSplit.Make(dataset, plan);
        var source = new BatchSource([.. split.Training.Select(slice => TrainingSlice.Prepare(slice, plan))], plan, 1);
        int[] seen = [.. Markers(source, 3, 1, 30).Distinct().Order()];

        split.Validation.Count.ShouldBe(3);
        seen.ShouldBe(split.Training.Select(Marker).Order());
        seen.Intersect(split.Validation.Select(Marker)).ShouldBeEmpty();
        split.Training.Concat(split.Validation).Select(slice => slice.Id).Order().ShouldBe(dataset.Slices.Select(slice => slice.Id).Order());
    }

    [Fact]
    public void Marked_splits_are_kept_and_unannotated_slices_left_out()
    {
        SliceDataset dataset = Marked(12);
        dataset = dataset with
        {
            Slices =
            [
                .. dataset.Slices.Select((slice, place) => place switch
                {
                    0 or 1 => slice with { Split = SliceSplit.Validation },
                    2 => slice with { Split = SliceSplit.Test },
                    3 => slice with { Regions = null },
                    4 => slice with { Regions = null, Split = SliceSplit.Validation },
                    _ => slice,
                }),
            ],
        };

        var split = TrainingSplit.Make(dataset, SmallRun.Plan);

        split.Validation.Select(Marker).ShouldBe([1, 2]);
        split.Training.Select(Marker).ShouldBe([6, 7, 8, 9, 10, 11, 12]);
    }

    [Fact]
    public void Few_slices_are_all_trained_on_and_none_is_an_error()
    {
        TrainingSplit.Make(Marked(7), SmallRun.Plan).Validation.ShouldBeEmpty();
        TrainingSplit.Make(Marked(20), SmallRun.Plan with { ValidationShare = 0 }).Validation.ShouldBeEmpty();
        SliceDataset dataset = Marked(1);
        Should.Throw<ArgumentException>(() => TrainingSplit.Make(dataset with { Slices = [dataset.Slices[0] with { Split = SliceSplit.Validation }] }, SmallRun.Plan))
            .Message.ShouldContain("expected at least one annotated slice marked 'train', got none");
    }

    /// <summary>Slices whose every pixel is labelled with the slice's number, from 1.</summary>
    private static SliceDataset Marked(int count)
    {
        var catalog = new RegionCatalog(Enumerable.Range(0, count + 1).Select(index => new Region((byte)index, $"r{index}", $"region {index}", RegionColor.Parse("#000000"))));
        return new SliceDataset
        {
            Catalog = catalog,
            Preprocessing = Preprocessing.None,
            Slices =
            [
                .. Enumerable.Range(1, count).Select(number => new Slice
                {
                    Id = $"s{number}",
                    Image = new Raster<float>(32, 32),
                    Regions = new RegionMap(catalog, new Raster<byte>(32, 32).Map(_ => (byte)number)),
                    Frame = SliceFrame.Identity(new RasterSize(32, 32)),
                }),
            ],
        };
    }

    private static int Marker(Slice slice) => slice.Regions!.Indices.Pixels[0];

    private static int[] Markers(BatchSource source, int batchSize, int firstStep, int steps) =>
        [.. Enumerable.Range(firstStep, steps).SelectMany(step => source.Make(step).Labels.Chunk(32 * 32).Take(batchSize)).Select(labels => (int)labels.Distinct().Single())];
}
