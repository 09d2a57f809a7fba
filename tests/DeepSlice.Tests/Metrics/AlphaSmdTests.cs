using System.Text.Json;
using DeepSlice.Geometry;
using DeepSlice.Metrics;

namespace DeepSlice.Tests.Metrics;

public sealed class AlphaSmdTests
{
    private const ulong Seed = 11;

    private static readonly RasterSize _size = new(9, 7);

    private static JsonElement[] Cases => [.. AlphaSmdCases.OfKind("metric")];

    public static TheoryData<string> CaseNames => [.. Cases.Select(one => one.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Reference_cases_are_met(string id)
    {
        JsonElement one = Cases.Single(one => one.GetProperty("id").GetString() == id);
        RasterSize size = AlphaSmdCases.Size(one);
        Raster<bool>? mask = AlphaSmdCases.Find(one, "mask", size)?.Map(value => value > 0);
        JsonElement levels = one.GetProperty("levels");
        var metric = new AlphaSmd(size, AlphaSmdCases.Spacing(one))
        {
            Mode = one.GetProperty("mode").GetString() == "inwards" ? SetDistance.Inwards : SetDistance.Bidirectional,
            Levels = levels.ValueKind == JsonValueKind.Null ? null : levels.GetInt32(),
            MaximalDistance = one.GetProperty("dmax").GetDouble(),
        };
        AlphaSmdScore score = metric.Measure(
            AlphaSmdCases.Find(one, "A", size)!, AlphaSmdCases.Find(one, "B", size)!, AlphaSmdCases.Find(one, "weights_A", size), AlphaSmdCases.Find(one, "weights_B", size), mask);

        JsonElement expected = one.GetProperty("expected");
        Meet(expected, "smd", score.FirstToSecond.Smd, score.SecondToFirst.Smd, score.Smd);
        Meet(expected, "amd", score.FirstToSecond.Amd, score.SecondToFirst.Amd, score.Amd);
        Meet(expected, "amd_card", score.FirstToSecond.AmdOverCardinality, score.SecondToFirst.AmdOverCardinality, score.AmdOverCardinality);
    }

    [Fact]
    public void The_reference_has_22_cases_and_its_frames_diagonal_is_the_default()
    {
        Cases.Length.ShouldBe(22);
        JsonElement anisotropic = Cases.Single(one => one.GetProperty("id").GetString() == "M13");
        new AlphaSmd(AlphaSmdCases.Size(anisotropic), AlphaSmdCases.Spacing(anisotropic)).MaximalDistance
            .ShouldBe(anisotropic.GetProperty("dmax").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(31)]
    public void Random_sets_are_as_far_apart_as_the_definition_says_pixel_by_pixel(int? levels)
    {
        var random = new RandomStream(Seed);
        for (int repeat = 0; repeat < 25; repeat++)
        {
            var spacing = new PixelSpacing(random.Uniform(0.5, 2), random.Uniform(0.5, 2));
            double limit = random.Uniform(1, 12);
            Raster<double> first = RandomSet(random);
            Raster<double> second = RandomSet(random);
            Raster<double> firstWeights = first.Map(_ => random.Uniform(0, 2));
            Raster<double> secondWeights = first.Map(_ => random.Uniform(0, 2));
            Raster<bool> mask = first.Map(_ => random.Uniform(0, 1) < 0.8);
            foreach (SetDistance mode in (SetDistance[])[SetDistance.Inwards, SetDistance.Bidirectional])
            {
                var metric = new AlphaSmd(_size, spacing) { Levels = levels, Mode = mode, MaximalDistance = limit };
                AlphaSmdScore found = metric.Measure(first, second, firstWeights, secondWeights, mask);
                var slow = new SlowAlphaSmd(_size, spacing, limit, levels, mode, mask);

                found.FirstToSecond.Smd.ShouldBe(slow.Directed(first, second, firstWeights), 1e-9, $"seed {Seed}, repeat {repeat}, {mode}");
                found.SecondToFirst.Smd.ShouldBe(slow.Directed(second, first, secondWeights), 1e-9, $"seed {Seed}, repeat {repeat}, {mode}");
            }
        }
    }

    [Fact]
    public void Sets_without_fuzziness_score_the_same_at_any_number_of_levels()
    {
        var random = new RandomStream(Seed);
        Raster<double> first = RandomSet(random).Map(Math.Round);
        Raster<double> second = RandomSet(random).Map(Math.Round);
        AlphaSmdScore exact = new AlphaSmd(_size, PixelSpacing.Unit).Measure(first, second);

        foreach (int levels in (int[])[1, 2, 7, 255])
        {
            new AlphaSmd(_size, PixelSpacing.Unit) { Levels = levels }.Measure(first, second).ShouldBe(exact);
        }
    }

    [Fact]
    public void Swapping_the_sets_swaps_the_directions_and_a_set_is_at_distance_0_of_itself()
    {
        var random = new RandomStream(Seed);
        Raster<double> first = RandomSet(random);
        Raster<double> second = RandomSet(random);
        var metric = new AlphaSmd(_size, PixelSpacing.Unit);
        AlphaSmdScore there = metric.Measure(first, second);
        AlphaSmdScore back = metric.Measure(second, first);

        back.ShouldBe(new AlphaSmdScore(there.SecondToFirst, there.FirstToSecond));
        there.Smd.ShouldBeGreaterThan(0);
        metric.Measure(first, first).ShouldBe(new AlphaSmdScore(default, default));
    }

    [Fact]
    public void Bidirectional_is_inwards_of_the_sets_and_of_their_complements()
    {
        var random = new RandomStream(Seed);
        Raster<double> first = RandomSet(random);
        Raster<double> second = RandomSet(random);
        var inwards = new AlphaSmd(_size, PixelSpacing.Unit) { Mode = SetDistance.Inwards };
        double both = new AlphaSmd(_size, PixelSpacing.Unit).Measure(first, second).Smd;

        (inwards.Measure(first, second).Smd + inwards.Measure(first.Map(mu => 1 - mu), second.Map(mu => 1 - mu)).Smd).ShouldBe(both, 1e-9 * both);
    }

    [Fact]
    public void The_same_object_measures_again_and_again_with_the_same_result()
    {
        var random = new RandomStream(Seed);
        Raster<double> first = RandomSet(random);
        Raster<double> second = RandomSet(random);
        var metric = new AlphaSmd(_size, PixelSpacing.Unit);
        AlphaSmdScore once = metric.Measure(first, second, mask: first.Map(mu => mu > 0.3));
        AlphaSmdScore unmasked = metric.Measure(first, second);

        metric.Measure(first, second, mask: first.Map(mu => mu > 0.3)).ShouldBe(once);
        metric.Measure(first, second).ShouldBe(unmasked);
        unmasked.ShouldNotBe(once);
    }

    [Fact]
    public void An_empty_margin_thins_the_average_but_not_the_one_over_cardinality()
    {
        var random = new RandomStream(Seed);
        Raster<double> first = RandomSet(random);
        Raster<double> second = RandomSet(random);
        AlphaSmdScore tight = Inwards(first, second);
        AlphaSmdScore wide = Inwards(WithMargin(first), WithMargin(second));

        wide.Amd.ShouldBe(tight.Amd * 63 / 99, 1e-9);
        wide.AmdOverCardinality.ShouldBe(tight.AmdOverCardinality, 1e-9);

        AlphaSmdScore Inwards(Raster<double> one, Raster<double> other) =>
            new AlphaSmd(one.Size, PixelSpacing.Unit) { Mode = SetDistance.Inwards, MaximalDistance = 9 }.Measure(one, other);
    }

    [Fact]
    public void Weights_of_0_give_an_average_of_0_and_no_not_a_number()
    {
        var set = new Raster<double>(_size);
        set[3, 3] = 1;
        var nothing = new Raster<double>(_size);
        AlphaSmdScore score = new AlphaSmd(_size, PixelSpacing.Unit).Measure(set, nothing, nothing, nothing);

        score.ShouldBe(new AlphaSmdScore(default, default));
        new AlphaSmd(_size, PixelSpacing.Unit).Measure(set, nothing, mask: new Raster<bool>(_size)).Smd.ShouldBe(0);
    }

    [Fact]
    public void Both_empty_have_no_distance_over_cardinality_and_one_empty_has_the_maximal_one()
    {
        var nothing = new Raster<double>(_size);
        var one = new Raster<double>(_size);
        one[0, 0] = 1;
        var metric = new AlphaSmd(_size, PixelSpacing.Unit) { Mode = SetDistance.Inwards, Levels = 7 };

        metric.Measure(nothing, nothing).AmdOverCardinality.ShouldBe(0);
        metric.Measure(one, nothing).FirstToSecond.AmdOverCardinality.ShouldBe(metric.MaximalDistance);
        metric.Measure(one, nothing).SecondToFirst.AmdOverCardinality.ShouldBe(metric.MaximalDistance);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1e-9)]
    [InlineData(1.0000001)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_membership_is_refused_with_its_place(double membership)
    {
        var set = new Raster<double>(_size);
        var wrong = new Raster<double>(_size);
        wrong[4, 2] = membership;
        foreach (int? levels in (int?[])[null, 31])
        {
            Should.Throw<ArgumentException>(() => new AlphaSmd(_size, PixelSpacing.Unit) { Levels = levels }.Measure(set, wrong))
                .Message.ShouldContain("at (4, 2)");
        }
    }

    [Fact]
    public void Wrong_sizes_weights_and_options_are_refused()
    {
        var set = new Raster<double>(_size);
        var metric = new AlphaSmd(_size, PixelSpacing.Unit);

        Should.Throw<ArgumentException>(() => metric.Measure(set, new Raster<double>(9, 8))).Message.ShouldContain("got 9×8");
        Should.Throw<ArgumentException>(() => metric.Measure(set, set, mask: new Raster<bool>(9, 8))).ParamName.ShouldBe("mask");
        Should.Throw<ArgumentException>(() => metric.Measure(set, set, set.Map(_ => -1.0))).Message.ShouldContain("got -1");
        Should.Throw<ArgumentOutOfRangeException>(() => new AlphaSmd(_size, PixelSpacing.Unit) { Levels = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new AlphaSmd(_size, PixelSpacing.Unit) { MaximalDistance = double.PositiveInfinity });
    }

    private static void Meet(JsonElement expected, string name, double there, double back, double both)
    {
        Meet(name + "_ab", there);
        Meet(name + "_ba", back);
        Meet(name, both);

        void Meet(string key, double found)
        {
            double value = expected.GetProperty(key).GetDouble();
            found.ShouldBe(value, 1e-9 * Math.Max(Math.Abs(value), 1e-3), key);
        }
    }

    // Mixed cases: many zeros and ones, few or many distinct memberships, sometimes empty.
    private static Raster<double> RandomSet(RandomStream random)
    {
        var set = new Raster<double>(_size);
        int steps = 1 + random.Below(12);
        double height = random.Uniform(0, 1) < 0.1 ? 0 : random.Uniform(0.2, 2);
        foreach (ref double membership in set.Pixels)
        {
            double value = Math.Clamp(random.Uniform(-0.5, 1) * height, 0, 1);
            membership = steps == 12 ? value : Math.Round(value * steps) / steps;
        }

        return set;
    }

    private static Raster<double> WithMargin(Raster<double> set)
    {
        var wide = new Raster<double>(set.Width + 2, set.Height + 2);
        for (int y = 0; y < set.Height; y++)
        {
            set.Row(y).CopyTo(wide.Row(y + 1)[1..]);
        }

        return wide;
    }
}
