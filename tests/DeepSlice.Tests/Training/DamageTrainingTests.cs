using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class DamageTrainingTests : IDisposable
{
    private static readonly TrainingPlan s_learning = SmallRun.Plan with { Network = SmallRun.Plan.Network with { Damage = true } };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_that_learns_damage_draws_the_same_slices_and_one_more_byte_a_pixel()
    {
        TrainingSlice[] slices = SmallRun.Prepare(SmallRun.Dataset(4), SmallRun.Plan);
        for (int step = 1; step <= 6; step++)
        {
            TrainingBatch plain = new BatchSource(slices, SmallRun.Plan, 1).Make(step);
            TrainingBatch learning = new BatchSource(slices, s_learning, 1).Make(step);

            plain.Damage.ShouldBeNull();
            learning.Images.ShouldBe(plain.Images);
            learning.Labels.ShouldBe(plain.Labels);
            learning.Damage!.Length.ShouldBe(plain.Labels.Length);
        }

        Enumerable.Range(1, 6).Sum(step => new BatchSource(slices, s_learning, 1).Make(step).Damage!.Count(value => value == DamageMask.Made)).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void What_lies_under_a_mask_does_not_change_the_weights()
    {
        Slice[] masked = [.. SmallRun.Dataset(3).Slices.Select(slice => slice with { Damage = Half(slice.Image.Size) })];
        Slice[] other = [.. masked.Select(slice => slice with { Regions = new RegionMap(slice.Regions!.Catalog, Scrambled(slice.Regions.Indices, slice.Damage!)) })];
        TrainingPlan plan = SmallRun.Plan.Unvaried() with { Epochs = 2, ValidationShare = 0 };

        string[] expected = Weights("masked", masked, plan);
        Weights("other", other, plan).ShouldBe(expected);
        Weights("bare", [.. other.Select(slice => slice with { Damage = null })], plan).ShouldNotBe(expected);
    }

    [Fact]
    public void Fine_tuning_renews_the_output_of_damage_only_if_the_model_has_none()
    {
        SliceDataset dataset = SmallRun.Dataset(3);
        TrainingPlan plan = SmallRun.Plan with { Epochs = 1, ValidationShare = 0 };
        var plain = new RunFolder(_folder["plain"]);
        SmallRun.Train(dataset, plan, plain, null, CancellationToken.None);

        TrainingPlan first = FineTuning.Plan(plan, plain.ModelFile, dataset, isOneScale: true);
        first.Network.Damage.ShouldBeFalse();
        first = first with { Network = first.Network with { Damage = true }, Epochs = 1 };
        Dictionary<string, float[]> begun = Begun(first, dataset.Catalog);
        Dictionary<string, float[]> trained = Values(plain.ModelFile);
        begun.Keys.Except(trained.Keys).Order().ShouldBe(["damage.bias", "damage.weight"]);
        trained.Keys.ShouldAllBe(name => begun[name].SequenceEqual(trained[name]));

        var learning = new RunFolder(_folder["learning"]);
        SmallRun.Train(dataset, first, learning, null, CancellationToken.None);
        TrainingPlan second = FineTuning.Plan(plan, learning.ModelFile, dataset, isOneScale: true);
        second.Network.Damage.ShouldBeTrue();
        Dictionary<string, float[]> again = Begun(second, dataset.Catalog);
        Values(learning.ModelFile).ShouldAllBe(parameter => again[parameter.Key].SequenceEqual(parameter.Value));
    }

    [Fact]
    public void A_network_learns_damage_that_nobody_annotated()
    {
        TrainingPlan plan = s_learning with
        {
            Network = s_learning.Network with { Widths = [8, 16] },
            Epochs = 100,
            ValidationShare = 0,
            LearningRate = new LearningRateSchedule { Peak = 0.03 },
            Augmentation = AugmentationOptions.None with
            {
                Artifacts = new ArtifactOptions { Probability = 1, AnotherProbability = 0, Severity = new NumberRange(1, 1), Weights = new Dictionary<string, double> { ["debris"] = 1 } },
            },
        };
        var folder = new RunFolder(_folder["run"]);
        SmallRun.Train(SmallRun.Dataset(8), plan, folder, null, CancellationToken.None);
        using SegmentationModel model = ModelFile.Read(folder.ModelFile, Device.Cpu);

        // Other slices, and other dust.
        TrainingPlan unseen = plan with { Seed = 99, BatchSize = 16 };
        TrainingBatch batch = new BatchSource(SmallRun.Prepare(SmallRun.Dataset(16, seed: 77), unseen), unseen, 1).Make(1);
        const int Pixels = 32 * 32;
        var outputs = new float[16 * 9 * Pixels];
        new ProbabilityNetwork(model, new PredictionOptions { Precision = Precision.Float32 }).Compute(batch.Images, [16, 1, 32, 32], outputs);
        ILookup<bool, float> found = Enumerable.Range(0, 16 * Pixels).ToLookup(
            i => batch.Damage![i] == DamageMask.Made, i => outputs[(((i / Pixels * 9) + 8) * Pixels) + (i % Pixels)]);
        found[true].Average().ShouldBeGreaterThan(4 * found[false].Average());
    }

    [Fact]
    public void The_option_is_one_of_the_plan_which_says_nothing_of_it_by_default()
    {
        TrainingPlanFile.Format(SmallRun.Plan).ShouldNotContain("damage");
        TrainingPlan learning = TrainingPlanFile.Set(SmallRun.Plan, "network.damage=true");
        learning.Network.Damage.ShouldBeTrue();
        TrainingPlanFile.Format(learning).ShouldContain("\"damage\": true");
        File.WriteAllText(_folder["plan.json"], """{"network": {"damage": true}}""");
        TrainingPlanFile.Merge(SmallRun.Plan, _folder["plan.json"]).Network.Damage.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => new WholeStagePlan { Network = learning.Network, Epochs = 1, BatchSize = 1 }).Message.ShouldContain("set network.damage, of the patch network");
    }

    private string[] Weights(string name, Slice[] slices, TrainingPlan plan)
    {
        var folder = new RunFolder(_folder[name]);
        SmallRun.Train(SmallRun.Dataset(1) with { Slices = slices }, plan, folder, null, CancellationToken.None);
        return SmallRun.Weights(folder.ModelFile);
    }

    private static Dictionary<string, float[]> Begun(TrainingPlan plan, RegionCatalog catalog)
    {
        using var state = new TrainingState(plan, Device.Cpu);
        FineTuning.Begin(state, plan.From!, catalog);
        return state.Network.Weights.All.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.ToArray<float>());
    }

    private static Dictionary<string, float[]> Values(string file)
    {
        using SegmentationModel model = ModelFile.Read(file, Device.Cpu);
        return model.Network.Weights.All.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.ToArray<float>());
    }

    private static Raster<byte> Half(RasterSize size)
    {
        var damage = new Raster<byte>(size);
        damage.Pixels[(damage.Pixels.Length / 2)..].Fill(DamageMask.Marked);
        return damage;
    }

    private static Raster<byte> Scrambled(Raster<byte> labels, Raster<byte> damage)
    {
        Raster<byte> scrambled = labels.Clone();
        for (int i = 0; i < scrambled.Pixels.Length; i++)
        {
            scrambled.Pixels[i] = damage.Pixels[i] == DamageMask.Marked ? (byte)(i % 7) : scrambled.Pixels[i];
        }

        return scrambled;
    }
}
