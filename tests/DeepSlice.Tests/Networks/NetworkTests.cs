using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Tests.Torch;

namespace DeepSlice.Tests.Networks;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class NetworkTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 17, 5)]
    [InlineData(3, 16, 16)]
    [InlineData(4, 33, 47)]
    public void Logits_have_the_size_of_the_images_whatever_it_is(int levels, int height, int width)
    {
        using Network network = Network.Create(Plan([.. Enumerable.Range(0, levels).Select(level => 2 << level)]), Device.Cpu, new RandomStream(1));
        using var scope = new TensorScope();

        Tensor logits = network.Forward(Tensor.Zeros(TensorType.Float32, Device.Cpu, 2, 1, height, width), training: false);

        logits.Shape.ShouldBe([2, 5, height, width]);
    }

    [Fact]
    public void Padding_inside_the_network_puts_no_pixel_elsewhere()
    {
        // Zeros that the caller adds on the right and below are those that the network adds itself.
        using Network network = Network.Create(Plan([2, 4, 8]), Device.Cpu, new RandomStream(2));
        using var scope = new TensorScope();
        Tensor images = Tensor.From<float>(TorchReference.Numbers(13 * 10), 1, 1, 13, 10);

        Tensor padded = network.Forward(Aten.Pad(images, 0, 2, 0, 3), training: false);

        network.Forward(images, training: false).ToArray<float>().ShouldBeNear(Aten.Pad(padded, 0, -2, 0, -3).ToArray<float>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_number_of_learned_values_follows_the_formula(int levels)
    {
        int[] widths = [.. Enumerable.Range(0, levels).Select(level => 3 + (5 * level))];
        using Network network = Network.Create(Plan(widths), Device.Cpu, new RandomStream(1));

        int expected = (5 * widths[0]) + 5; // head
        for (int level = 0; level < levels; level++)
        {
            int finer = widths[Math.Max(0, level - 1)];
            bool isDeepest = level == levels - 1;
            expected += Unit(level == 0 ? 1 : finer, widths[level]) + Unit(widths[level], isDeepest ? finer : widths[level]);
            expected += isDeepest ? 0 : Unit(2 * widths[level], widths[level]) + Unit(widths[level], finer);
        }

        network.Weights.Learned.Sum(parameter => parameter.Count).ShouldBe(expected);

        static int Unit(int inputs, int outputs) => (9 * inputs * outputs) + (2 * outputs);
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_and_others_do_not()
    {
        using Network first = Network.Create(Plan([4, 8]), Device.Cpu, new RandomStream(7));
        using Network again = Network.Create(Plan([4, 8]), Device.Cpu, new RandomStream(7));
        using Network other = Network.Create(Plan([4, 8]), Device.Cpu, new RandomStream(8));

        again.Weights.Values.ToArray<float>().ShouldBe(first.Weights.Values.ToArray<float>());
        other.Weights.Values.ToArray<float>().ShouldNotBe(first.Weights.Values.ToArray<float>());
    }

    [Fact]
    public void Starting_weights_have_the_deviation_of_he_and_normalisation_starts_neutral()
    {
        using Network network = Network.Create(Plan([24, 48]), Device.Cpu, new RandomStream(3));
        Dictionary<string, float[]> values = network.Weights.All.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.ToArray<float>());

        float[] weights = values["encoder.1.first.weight"];
        Math.Sqrt(weights.Average(value => (double)value * value)).ShouldBe(Math.Sqrt(2.0 / (9 * 24)), 0.002);
        values["encoder.1.first.gain"].ShouldAllBe(value => value == 1);
        values["encoder.1.first.shift"].ShouldAllBe(value => value == 0);
        values["encoder.1.first.mean"].ShouldAllBe(value => value == 0);
        values["encoder.1.first.variance"].ShouldAllBe(value => value == 1);
        values["head.bias"].ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Only_weights_of_convolutions_decay()
    {
        using Network network = Network.Create(Plan([4, 8]), Device.Cpu, new RandomStream(1));
        Aten.Fill(network.Weights.DecayingValues, 9);

        foreach (Parameter parameter in network.Weights.Learned)
        {
            bool isDecaying = parameter.Value.ToArray<float>().All(value => value == 9);
            isDecaying.ShouldBe(parameter.Name.EndsWith(".weight", StringComparison.Ordinal), parameter.Name);
        }
    }

    [Fact]
    public void Gradients_match_central_differences()
    {
        using Network network = Network.Create(Plan([3, 6]), Device.Cpu, new RandomStream(11));
        using var scope = new TensorScope();
        Tensor images = Tensor.From<float>(TorchReference.Numbers(2 * 9 * 10), 2, 1, 9, 10);
        Tensor mix = Tensor.From<float>(TorchReference.Numbers(2 * 5 * 9 * 10, 1, 0.4), 2, 5, 9, 10);
        float[] values = network.Weights.Values.ToArray<float>();
        Loss().Backward();
        float[] gradients = network.Weights.Gradients.ToArray<float>();
        double norm = Math.Sqrt(gradients.Sum(value => (double)value * value));

        var random = new RandomStream(5);
        foreach (int direction in Enumerable.Range(0, 6))
        {
            // Along the gradient itself, then along random directions.
            double[] step = [.. gradients.Select(value => direction == 0 ? value / norm : random.Normal() / Math.Sqrt(gradients.Length))];
            double expected = step.Zip(gradients, (left, right) => left * right).Sum();

            double found = (LossAt(step, 2e-3) - LossAt(step, -2e-3)) / 4e-3;

            found.ShouldBe(expected, 0.02 * norm, $"direction {direction}, |gradient| {norm}");
        }

        norm.ShouldBeGreaterThan(0.1);

        Tensor Loss() => Aten.Mean(Aten.Multiply(network.Forward(images, training: true), mix));

        double LossAt(double[] step, double length)
        {
            network.Weights.Values.Write<float>([.. values.Select((value, i) => (float)(value + (length * step[i])))]);
            return Loss().Scalar();
        }
    }

    [Fact]
    public void Training_updates_running_statistics_and_predicting_does_not()
    {
        using Network network = Network.Create(Plan([2, 4]), Device.Cpu, new RandomStream(1));
        using var scope = new TensorScope();
        Tensor images = Tensor.From<float>(TorchReference.Numbers(64), 1, 1, 8, 8);
        float[] before = network.Weights.StatisticValues.ToArray<float>();

        network.Forward(images, training: false);
        network.Weights.StatisticValues.ToArray<float>().ShouldBe(before);
        network.Forward(images, training: true);
        network.Weights.StatisticValues.ToArray<float>().ShouldNotBe(before);
    }

    [Fact]
    public void Weights_without_memory_say_so()
    {
        using var weights = new NetworkWeights();
        Parameter parameter = weights.Weight("w", Initialization.One, 2);

        Should.Throw<InvalidOperationException>(() => weights.Values);
        Should.Throw<InvalidOperationException>(() => parameter.Value).Message.ShouldContain("w");
        weights.Allocate(Device.Cpu);
        Should.Throw<InvalidOperationException>(() => weights.Bias("late", Initialization.One, 2)).Message.ShouldContain("late");
    }

    [Fact]
    public void A_plan_out_of_range_cannot_be_made()
    {
        Should.Throw<ArgumentException>(() => Plan([])).Message.ShouldContain("expected 1 to 9 levels, got 0");
        Should.Throw<ArgumentException>(() => Plan([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Plan([4, 0]));
        Should.Throw<ArgumentOutOfRangeException>(() => Plan([4]) with { WorkingSize = new(0, 8) });
        Should.Throw<ArgumentOutOfRangeException>(() => Plan([4]) with { WorkingSize = new(8, 20_000) });
        Should.Throw<ArgumentOutOfRangeException>(() => Plan([4]) with { RegionCount = 1 });
        Should.Throw<ArgumentException>(() => Network.Create(Plan([4]) with { Architecture = (Architecture)9 }, Device.Cpu, new RandomStream(1)));
        Plan([4, 8, 16]).Stride.ShouldBe(4);
    }

    private static NetworkPlan Plan(int[] widths) => new() { RegionCount = 5, Widths = widths, WorkingSize = new(16, 16) };
}
