using System.Text.Json;
using DeepSlice.Geometry;
using DeepSlice.Losses;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Losses;

public sealed class AlphaSmdTermTests
{
    private static JsonElement[] Cases => [.. AlphaSmdCases.OfKind("loss")];

    public static TheoryData<string> CaseNames => [.. Cases.Select(one => one.GetProperty("id").GetString()!)];

    public static TheoryData<int, bool, int> Maps
    {
        get
        {
            var maps = new TheoryData<int, bool, int>();
            for (int seed = 1; seed <= 6; seed++)
            {
                maps.Add(seed, false, 0);
                maps.Add(seed, true, 0);
                maps.Add(seed, false, 4);
                maps.Add(seed, true, 7);
            }

            return maps;
        }
    }

    [Fact]
    public void The_reference_has_22_cases() => Cases.Length.ShouldBe(22);

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Reference_cases_are_met_in_value_and_gradient(string id)
    {
        JsonElement one = Cases.Single(one => one.GetProperty("id").GetString() == id);
        RasterSize size = AlphaSmdCases.Size(one);
        bool isBidirectional = one.GetProperty("mode").GetString() == "bidirectional";
        double maximalDistance = one.GetProperty("dmax").GetDouble();
        var gradient = new Raster<double>(size);

        AlphaSmdValue value = new AlphaSmdTerm(size, AlphaSmdCases.Spacing(one), maximalDistance, isBidirectional).Measure(
            AlphaSmdCases.Find(one, "p", size)!,
            AlphaSmdCases.Find(one, "truth", size)!.Map(inside => inside > 0.5),
            Thresholds(one),
            gradient,
            AlphaSmdCases.Find(one, "weights", size));

        JsonElement expected = one.GetProperty("expected");
        ShouldBe(value.PredictionToTruth, expected, "t1_pred_to_truth");
        ShouldBe(value.TruthToPrediction, expected, "t2_truth_to_pred");
        ShouldBe(value.Smd, expected, "smd");
        if (isBidirectional)
        {
            ShouldBe(value.ComplementToComplement, expected, "t1c_pred_to_truth_complement");
            ShouldBe(value.ComplementToPrediction, expected, "t2c_truth_to_pred_complement");
        }

        double[] gradients = [.. expected.GetProperty("grad").EnumerateArray().Select(number => number.GetDouble())];
        for (int i = 0; i < gradients.Length; i++)
        {
            gradient.Pixels[i].ShouldBe(gradients[i], 1e-9 * Math.Max(1, Math.Abs(gradients[i])), $"pixel {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_gradient_is_that_of_central_differences(int seed, bool isBidirectional, int levels)
    {
        RandomCase random = new((ulong)seed, levels);
        AlphaSmdTerm term = random.Term(isBidirectional);
        Raster<double> gradient = new(random.Size);
        term.Measure(random.Map, random.Truth, random.Thresholds, gradient, random.Weights);
        var ignored = new Raster<double>(random.Size);
        const double Step = 1e-7;
        for (int i = 0; i < random.Map.Pixels.Length; i++)
        {
            double old = random.Map.Pixels[i];
            random.Map.Pixels[i] = old + Step;
            double above = term.Measure(random.Map, random.Truth, random.Thresholds, ignored, random.Weights).Smd;
            random.Map.Pixels[i] = old - Step;
            double below = term.Measure(random.Map, random.Truth, random.Thresholds, ignored, random.Weights).Smd;
            random.Map.Pixels[i] = old;

            gradient.Pixels[i].ShouldBe((above - below) / (2 * Step), 1e-4, $"seed {seed}, pixel {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_gradients_sum_and_the_identity_of_Euler_hold(int seed, bool isBidirectional, int levels)
    {
        RandomCase random = new((ulong)seed, levels);
        var gradient = new Raster<double>(random.Size);
        AlphaSmdValue value = random.Term(isBidirectional).Measure(random.Map, random.Truth, random.Thresholds, gradient, random.Weights);

        // Both follow because F is linear along rays: Σ dF/dp = −d_max·Σw, and F = d_max·Σw + Σ p·dF/dp.
        double inside = 0, outside = 0, sum = 0, product = 0;
        var distances = new Raster<double>(random.Size);
        var outsideDistances = new Raster<double>(random.Size);
        var transform = new DistanceTransform(random.Size, RandomCase.Spacing) { Limit = random.MaximalDistance };
        transform.Measure(random.Truth, distances);
        transform.Measure(random.Truth.Map(value => !value), outsideDistances);
        double linear = 0, linearOutside = 0;
        for (int i = 0; i < gradient.Pixels.Length; i++)
        {
            double weight = random.Weights.Pixels[i];
            inside += random.Truth.Pixels[i] ? weight : 0;
            outside += random.Truth.Pixels[i] ? 0 : weight;
            linear += weight * distances.Pixels[i];
            linearOutside += weight * outsideDistances.Pixels[i];
            sum += gradient.Pixels[i];
            product += random.Map.Pixels[i] * gradient.Pixels[i];
        }

        double slope = isBidirectional
            ? linear - linearOutside - (random.MaximalDistance * (inside - outside))
            : linear - (random.MaximalDistance * inside);
        sum.ShouldBe(slope / 2, 1e-9 * random.MaximalDistance * gradient.Pixels.Length, $"seed {seed}");
        double constant = isBidirectional
            ? (random.MaximalDistance * inside) + linearOutside
            : random.MaximalDistance * inside;
        value.Smd.ShouldBe((constant / 2) + product, 1e-9 * value.Smd, $"seed {seed}");
    }

    [Fact]
    public void One_level_for_each_value_gives_the_exact_integral()
    {
        RandomCase random = new(41, 0);
        double[] values = [.. random.Map.Pixels.ToArray().Distinct().Order()];
        var exact = new Raster<double>(random.Size);
        var levels = new Raster<double>(random.Size);

        double expected = random.Term(false).Measure(random.Map, random.Truth, [], exact).Smd;
        double found = random.Term(false).Measure(random.Map, random.Truth, values, levels).Smd;

        found.ShouldBe(expected, 1e-12 * expected);
        levels.Pixels.ToArray().Zip(exact.Pixels.ToArray()).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
    }

    [Fact]
    public void A_perfect_map_costs_nothing_and_one_that_vanishes_costs_the_maximal_distance_a_pixel()
    {
        RandomCase random = new(42, 4);
        var gradient = new Raster<double>(random.Size);
        int area = random.Truth.Pixels.Count(true);

        random.Term(true).Measure(random.Truth.Map(inside => inside ? 1.0 : 0.0), random.Truth, random.Thresholds, gradient).Smd.ShouldBe(0, 1e-12);
        random.Term(false).Measure(new Raster<double>(random.Size), random.Truth, random.Thresholds, gradient).Smd
            .ShouldBe(random.MaximalDistance * area / 2, 1e-9);
        for (int i = 0; i < gradient.Pixels.Length; i++)
        {
            if (random.Truth.Pixels[i])
            {
                gradient.Pixels[i].ShouldBe(-random.MaximalDistance / 2, 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void A_value_that_is_no_probability_is_refused(double value)
    {
        RandomCase random = new(43, 4);
        random.Map.Pixels[5] = value;

        Should.Throw<ArgumentException>(() => random.Term(false).Measure(random.Map, random.Truth, random.Thresholds, new Raster<double>(random.Size)))
            .Message.ShouldContain("expected probabilities of 0 to 1");
    }

    [Fact]
    public void Thresholds_that_do_not_rise_are_refused()
    {
        RandomCase random = new(44, 4);

        Should.Throw<ArgumentException>(() => random.Term(false).Measure(random.Map, random.Truth, [0.5, 0.2], new Raster<double>(random.Size)))
            .Message.ShouldContain("0.5, 0.2");
    }

    private static double[] Thresholds(JsonElement one)
    {
        if (one.GetProperty("alphas") is { ValueKind: JsonValueKind.Array } given)
        {
            return [.. given.EnumerateArray().Select(number => number.GetDouble())];
        }

        return one.GetProperty("levels") is { ValueKind: JsonValueKind.Number } levels ? RandomCase.Midpoints(levels.GetInt32()) : [];
    }

    private static void ShouldBe(double found, JsonElement expected, string name)
    {
        double value = expected.GetProperty(name).GetDouble();
        found.ShouldBe(value, 1e-9 * Math.Max(1e-3, Math.Abs(value)), name);
    }

    /// <summary>A random map, region and weights on a small anisotropic grid.</summary>
    private sealed class RandomCase
    {
        public RandomCase(ulong seed, int levels)
        {
            var random = new RandomStream(seed);
            Size = new RasterSize(5 + random.Below(8), 4 + random.Below(6));
            MaximalDistance = random.Uniform(2, 12);
            Thresholds = Midpoints(levels);
            Map = new Raster<double>(Size).Map(_ => random.Uniform(0.01, 0.99));
            Weights = new Raster<double>(Size).Map(_ => random.Uniform(0.1, 2));
            Truth = new Raster<double>(Size).Map(_ => random.Chance(0.3));
            Truth.Pixels[random.Below(Truth.Pixels.Length)] = true;
        }

        public static PixelSpacing Spacing => new(1.3, 0.8);

        public RasterSize Size { get; }

        public double MaximalDistance { get; }

        public double[] Thresholds { get; }

        public Raster<double> Map { get; }

        public Raster<double> Weights { get; }

        public Raster<bool> Truth { get; }

        public static double[] Midpoints(int levels) => [.. Enumerable.Range(0, levels).Select(k => (k + 0.5) / levels)];

        public AlphaSmdTerm Term(bool isBidirectional) => new(Size, Spacing, MaximalDistance, isBidirectional);
    }
}
