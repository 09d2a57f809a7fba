using DeepSlice.Geometry;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Prediction;

public sealed class TemperatureScanTests
{
    private static readonly RegionCatalog s_three = new(RegionCatalog.SagittalSix.Regions.Take(3));

    [Theory]
    [InlineData(0.7)]
    [InlineData(1)]
    [InlineData(2.5)]
    public void The_temperature_that_the_outputs_were_sharpened_by_is_found(double temperature)
    {
        // Labels are drawn by the softmax of random outputs; the model claims the softmax of outputs that are too large by a factor.
        var scan = new TemperatureScan();

        for (ulong seed = 0; seed < 4; seed++)
        {
            (SlicePrediction prediction, RegionMap truth) = Drawn(temperature, seed);
            scan.Add(prediction, truth);
        }

        scan.Best.ShouldBe(temperature, 0.06 * temperature);
    }

    [Theory]
    [InlineData(50, 40)]
    [InlineData(700, 450)] // more pixels than are scanned at once
    public void The_loss_is_the_mean_negative_log_likelihood(int width, int height)
    {
        (SlicePrediction prediction, RegionMap truth) = Drawn(1, seed: 9, width, height);
        var scan = new TemperatureScan();
        scan.Add(prediction, truth);
        int pixels = truth.Indices.Pixels.Length;

        double expected = Enumerable.Range(0, pixels).Average(i => -Math.Log(prediction.Probabilities[(truth.Indices.Pixels[i] * pixels) + i]));

        scan.Loss(1).ShouldBe(expected, 0.002 * expected, "between scanned temperatures it is interpolated");
        scan.Loss(3).ShouldBeGreaterThan(scan.Loss(1));
    }

    [Fact]
    public void Joined_scans_are_the_scan_of_all_slices_and_an_empty_one_changes_nothing()
    {
        (SlicePrediction first, RegionMap firstTruth) = Drawn(1, seed: 1);
        (SlicePrediction second, RegionMap secondTruth) = Drawn(2, seed: 2);
        var all = new TemperatureScan();
        all.Add(first, firstTruth);
        all.Add(second, secondTruth);
        var one = new TemperatureScan();
        one.Add(first, firstTruth);
        var other = new TemperatureScan();
        other.Add(second, secondTruth);

        one.Add(other);
        one.Add(new TemperatureScan());

        one.Best.ShouldBe(all.Best, 1e-12);
        one.Loss(2).ShouldBe(all.Loss(2), 1e-12);
        new TemperatureScan().Best.ShouldBe(1);
    }

    [Fact]
    public void Certain_predictions_stay_finite_right_or_wrong()
    {
        var right = new TemperatureScan();
        right.Add(SlicePrediction.Of(s_three, new RasterSize(2, 1), [1, 0, 0, 1, 0, 0]), new RegionMap(s_three, new Raster<byte>(2, 1, [0, 1])));
        var wrong = new TemperatureScan();
        wrong.Add(SlicePrediction.Of(s_three, new RasterSize(2, 1), [1, 0, 0, 1, 0, 0]), new RegionMap(s_three, new Raster<byte>(2, 1, [1, 0])));

        right.Best.ShouldBeInRange(0.4, 6);
        double.IsFinite(wrong.Loss(wrong.Best)).ShouldBeTrue();
        wrong.Best.ShouldBeInRange(3, 6);
        double.IsFinite(wrong.Loss(1)).ShouldBeTrue();
    }

    [Fact]
    public void Regions_of_another_size_are_refused()
    {
        (SlicePrediction prediction, _) = Drawn(1, seed: 1);

        Should.Throw<ArgumentException>(() => new TemperatureScan().Add(prediction, TestMaps.Parse("0"))).Message.ShouldContain("expected regions of 50×40, the size of the prediction, got 1×1");
    }

    private static (SlicePrediction Prediction, RegionMap Truth) Drawn(double temperature, ulong seed, int width = 50, int height = 40)
    {
        var random = new RandomStream(seed);
        var size = new RasterSize(width, height);
        int pixels = (int)size.PixelCount;
        var claimed = new float[3 * pixels];
        var labels = new Raster<byte>(size);
        for (int i = 0; i < pixels; i++)
        {
            double[] outputs = [2 * random.Normal(), 2 * random.Normal(), 2 * random.Normal()];
            double[] real = Softmax(outputs, 1);
            double[] sharp = Softmax(outputs, temperature);
            double drawn = random.NextDouble();
            labels.Pixels[i] = (byte)(drawn < real[0] ? 0 : drawn < real[0] + real[1] ? 1 : 2);
            for (int region = 0; region < 3; region++)
            {
                claimed[(region * pixels) + i] = (float)sharp[region];
            }
        }

        return (SlicePrediction.Of(s_three, size, claimed), new RegionMap(s_three, labels));
    }

    private static double[] Softmax(double[] outputs, double factor)
    {
        double[] exponentials = [.. outputs.Select(output => Math.Exp(factor * output))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
