using System.Text.Json;
using DeepSlice.Geometry;
using DeepSlice.Losses;
using DeepSlice.Native.Torch;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Losses;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class AlphaSmdLossTests
{
    [Theory]
    [InlineData("S01")]
    [InlineData("S03")]
    public void Reference_cases_of_all_classes_are_met_in_32_bits_down_to_the_logits(string id)
    {
        using var scope = new TensorScope();
        JsonElement one = Case(id);
        RasterSize size = AlphaSmdCases.Size(one);
        Tensor logits = Logits(one, size);
        logits.RequireGradient();
        var loss = new AlphaSmdLoss(new AlphaSmdOptions
        {
            Mode = AlphaSmdMode.Inwards,
            MaximalDistance = 1, // the diagonal
            Levels = one.GetProperty("levels") is { ValueKind: JsonValueKind.Number } levels ? levels.GetInt32() : 0,
        });

        Tensor value = loss.Compute(Aten.Softmax(logits, 1), Labels(one, size));
        value.Backward();

        JsonElement expected = one.GetProperty("expected");
        double normalised = expected.GetProperty("normalised").GetDouble();
        value.Scalar().ShouldBe((float)normalised, (float)(1e-5 * normalised));
        float[] gradient = logits.Gradient()!.ToArray<float>();
        double[] gradients = [.. expected.GetProperty("grad").EnumerateArray().SelectMany(plane => plane.EnumerateArray()).Select(number => number.GetDouble())];
        double largest = gradients.Max(Math.Abs);
        for (int i = 0; i < gradients.Length; i++)
        {
            ((double)gradient[i]).ShouldBe(gradients[i], 1e-5 * largest, $"logit {i}");
        }
    }

    [Fact]
    public void The_reference_case_of_some_classes_is_met_down_to_the_logits()
    {
        JsonElement one = Case("S02");
        RasterSize size = AlphaSmdCases.Size(one);
        double[][] probabilities = Softmax([.. one.GetProperty("logits").EnumerateArray().Select(plane => plane.EnumerateArray().Select(number => number.GetDouble()).ToArray())]);
        int[] labels = [.. one.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];
        int[] classes = [.. one.GetProperty("classes").EnumerateArray().Select(label => label.GetInt32())];
        double maximalDistance = one.GetProperty("dmax").GetDouble();
        var term = new AlphaSmdTerm(size, AlphaSmdCases.Spacing(one), maximalDistance, isBidirectional: true);
        double scale = 1 / (labels.Length * maximalDistance * classes.Length);
        double total = 0;
        double[][] inMap = [.. probabilities.Select(plane => new double[plane.Length])];
        foreach (int region in classes)
        {
            var gradient = new Raster<double>(size);
            var truth = new Raster<bool>(size.Width, size.Height, [.. labels.Select(label => label == region)]);
            total += scale * term.Measure(new Raster<double>(size.Width, size.Height, probabilities[region]), truth, [], gradient).Smd;
            inMap[region] = [.. gradient.Pixels.ToArray().Select(slope => scale * slope)];
        }

        JsonElement expected = one.GetProperty("expected");
        total.ShouldBe(expected.GetProperty("normalised").GetDouble(), 1e-11);
        for (int region = 0; region < probabilities.Length; region++)
        {
            for (int x = 0; x < labels.Length; x++)
            {
                double mean = Enumerable.Range(0, probabilities.Length).Sum(other => probabilities[other][x] * inMap[other][x]);
                double slope = probabilities[region][x] * (inMap[region][x] - mean);
                slope.ShouldBe(expected.GetProperty("grad")[region][x].GetDouble(), 1e-12, $"region {region}, pixel {x}");
            }
        }
    }

    [Fact]
    public void A_batch_is_the_mean_of_its_samples_whatever_their_order_and_however_often_it_is_computed()
    {
        using var scope = new TensorScope();
        var random = new RandomStream(5);
        var loss = new AlphaSmdLoss(new AlphaSmdOptions { Mode = AlphaSmdMode.Bidirectional });
        float[] first = Map(random), second = Map(random);
        long[] firstLabels = Labels(random), secondLabels = Labels(random);

        float[] both = Values([.. first, .. second], [.. firstLabels, .. secondLabels]);
        float[] again = Values([.. first, .. second], [.. firstLabels, .. secondLabels]);
        float[] swapped = Values([.. second, .. first], [.. secondLabels, .. firstLabels]);
        float[] alone = Values(first, firstLabels);
        float[] other = Values(second, secondLabels);

        again.ShouldBe(both);
        swapped[0].ShouldBe(both[0], 1e-6f);
        both[0].ShouldBe((alone[0] + other[0]) / 2, 1e-6f);

        float[] Values(float[] maps, long[] labels)
        {
            using var inner = new TensorScope();
            Tensor map = Tensor.From<float>(maps, labels.Length / 80, 3, 8, 10);
            map.RequireGradient();
            Tensor value = loss.Compute(map, Tensor.From<long>(labels, labels.Length / 80, 8, 10));
            value.Backward();
            return [value.Scalar(), .. map.Gradient()!.ToArray<float>()];
        }

        static float[] Map(RandomStream random) => [.. Enumerable.Range(0, 240).Select(_ => (float)random.NextDouble())];
        static long[] Labels(RandomStream random) => [.. Enumerable.Range(0, 80).Select(_ => (long)random.Below(3))];
    }

    [Fact]
    public void For_two_regions_inwards_of_both_is_bidirectional_of_one()
    {
        // The inwards sums of the background are those of the complement.
        using var scope = new TensorScope();
        var random = new RandomStream(6);
        float[] drawn = [.. Enumerable.Range(0, 80).Select(_ => (float)(0.05 + (0.9 * random.NextDouble())))];
        Tensor maps = Tensor.From<float>([.. drawn.Select(p => 1 - p), .. drawn], 1, 2, 8, 10);
        bool[] truth = [.. Enumerable.Range(0, 80).Select(_ => random.Chance(0.4))];
        Tensor labels = Tensor.From<long>([.. truth.Select(inside => inside ? 1L : 0L)], 1, 8, 10);
        var size = new RasterSize(10, 8);
        double maximalDistance = 0.1 * PixelSpacing.Unit.Diagonal(size);
        double expected = new AlphaSmdTerm(size, PixelSpacing.Unit, maximalDistance, isBidirectional: true).Measure(
            new Raster<double>(10, 8, [.. drawn.Select(p => (double)p)]), new Raster<bool>(10, 8, truth), [], new Raster<double>(size)).Smd;

        float found = new AlphaSmdLoss(new AlphaSmdOptions { Mode = AlphaSmdMode.Inwards, Levels = 0 }).Compute(maps, labels).Scalar();

        found.ShouldBe((float)(expected / (2 * 80 * maximalDistance)), 1e-6f);
    }

    [Fact]
    public void By_region_a_small_region_counts_as_much_as_a_large_one()
    {
        using var scope = new TensorScope();
        float[] nothingDrawn = new float[2 * 400];
        long[] labels = new long[400];
        labels.AsSpan(0, 16).Fill(1);

        // Neither region is predicted, so each is at the maximal distance: half of 1 by region, half of its area fraction by frame.
        Value(AlphaSmdNormalization.Region).ShouldBe(0.5f, 1e-6f);
        Value(AlphaSmdNormalization.Frame).ShouldBe(0.25f, 1e-6f);

        float Value(AlphaSmdNormalization normalization) =>
            new AlphaSmdLoss(new AlphaSmdOptions { Mode = AlphaSmdMode.Inwards, Normalization = normalization })
                .Compute(Tensor.From<float>(nothingDrawn, 1, 2, 20, 20), Tensor.From<long>(labels, 1, 20, 20)).Scalar();
    }

    [Fact]
    public void The_mode_off_is_no_loss()
    {
        Should.Throw<ArgumentException>(() => new AlphaSmdLoss(new AlphaSmdOptions())).Message.ShouldContain("Off");
    }

    private static JsonElement Case(string id) => AlphaSmdCases.OfKind("softmax_loss").Single(one => one.GetProperty("id").GetString() == id);

    private static Tensor Logits(JsonElement one, RasterSize size) => Tensor.From<float>(
        [.. one.GetProperty("logits").EnumerateArray().SelectMany(plane => plane.EnumerateArray()).Select(number => (float)number.GetDouble())],
        1,
        one.GetProperty("logits").GetArrayLength(),
        size.Height,
        size.Width);

    private static Tensor Labels(JsonElement one, RasterSize size) =>
        Tensor.From<long>([.. one.GetProperty("labels").EnumerateArray().Select(label => label.GetInt64())], 1, size.Height, size.Width);

    private static double[][] Softmax(double[][] logits)
    {
        double[] sums = [.. Enumerable.Range(0, logits[0].Length).Select(x => logits.Sum(plane => Math.Exp(plane[x])))];
        return [.. logits.Select(plane => plane.Select((logit, x) => Math.Exp(logit) / sums[x]).ToArray())];
    }
}
