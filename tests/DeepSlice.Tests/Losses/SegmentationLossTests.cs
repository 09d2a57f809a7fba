using System.Text.Json;
using DeepSlice.Losses;
using DeepSlice.Native;
using DeepSlice.Native.Torch;
using DeepSlice.Tests.Torch;

namespace DeepSlice.Tests.Losses;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class SegmentationLossTests
{
    [Theory]
    [InlineData("crossEntropy", 1, 0)]
    [InlineData("dice", 0, 1)]
    [InlineData("both", 0.7, 1.3)]
    public void Loss_and_gradient_are_those_of_pytorch(string name, double crossEntropy, double dice)
    {
        using var scope = new TensorScope();
        JsonElement reference = TorchReference.Root.GetProperty("losses");
        Tensor logits = Tensor.From<float>(TorchReference.Numbers(120, 2), 2, 4, 3, 5);
        Tensor labels = Tensor.From<long>([.. reference.GetProperty("labels").EnumerateArray().Select(label => label.GetInt64())], 2, 3, 5);
        logits.RequireGradient();

        Tensor loss = new SegmentationLoss(new LossOptions { CrossEntropy = crossEntropy, Dice = dice }).Compute(logits, labels);
        loss.Backward();

        loss.Shape.ShouldBeEmpty();
        loss.Scalar().ShouldBe((float)reference.GetProperty(name).GetProperty("loss").GetDouble(), 1e-5f);
        logits.Gradient()!.ToArray<float>().ShouldBeNear(TorchReference.Floats(reference.GetProperty(name).GetProperty("gradient")), 1e-6f);
    }

    [Fact]
    public void A_perfect_prediction_costs_next_to_nothing_and_a_wrong_one_much()
    {
        using var scope = new TensorScope();
        float[] sure = [50, 50, -50, -50, -50, -50, 50, 50];
        Tensor logits = Tensor.From<float>(sure, 1, 2, 2, 2);
        var loss = new SegmentationLoss(new LossOptions());

        loss.Compute(logits, Tensor.From<long>([0, 0, 1, 1], 1, 2, 2)).Scalar().ShouldBe(0, 1e-5f);
        loss.Compute(logits, Tensor.From<long>([1, 1, 0, 0], 1, 2, 2)).Scalar().ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Each_part_pulls_the_true_regions_logit_up_and_the_others_down(double crossEntropy, double dice)
    {
        using var scope = new TensorScope();
        Tensor logits = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1, 3, 2, 2);
        logits.RequireGradient();

        new SegmentationLoss(new LossOptions { CrossEntropy = crossEntropy, Dice = dice })
            .Compute(logits, Tensor.From<long>([0, 1, 2, 1], 1, 2, 2)).Backward();

        float[] gradient = logits.Gradient()!.ToArray<float>();
        int[] truth = [0, 1, 2, 1];
        for (int pixel = 0; pixel < 4; pixel++)
        {
            gradient[(truth[pixel] * 4) + pixel].ShouldBeLessThan(0);
            for (int region = 0; region < 3; region++)
            {
                if (region != truth[pixel])
                {
                    gradient[(region * 4) + pixel].ShouldBeGreaterThan(0);
                }
            }
        }
    }

    [Fact]
    public void Absent_regions_and_extreme_logits_stay_finite()
    {
        using var scope = new TensorScope();
        Tensor logits = Tensor.From<float>([1e4f, 1e4f, -1e4f, -1e4f, 0, 0], 1, 3, 1, 2);
        logits.RequireGradient();

        Tensor loss = new SegmentationLoss(new LossOptions()).Compute(logits, Tensor.From<long>([0, 0], 1, 1, 2));
        loss.Backward();

        float.IsFinite(loss.Scalar()).ShouldBeTrue();
        logits.Gradient()!.ToArray<float>().ShouldAllBe(value => float.IsFinite(value));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public void The_alpha_smd_is_added_with_its_weight(double crossEntropy, double dice)
    {
        using var scope = new TensorScope();
        Tensor logits = Tensor.From<float>(TorchReference.Numbers(120, 2), 2, 4, 3, 5);
        Tensor labels = Tensor.From<long>([.. Enumerable.Range(0, 30).Select(i => (long)(i % 4))], 2, 3, 5);
        var options = new LossOptions { CrossEntropy = crossEntropy, Dice = dice, AlphaSmd = new AlphaSmdOptions { Mode = AlphaSmdMode.Bidirectional } };
        var loss = new SegmentationLoss(options);
        float alphaSmd = new AlphaSmdLoss(options.AlphaSmd).Compute(Aten.Softmax(logits, 1), labels, 0.25).Scalar();

        float without = loss.Compute(logits, labels).Scalar();
        float with = loss.Compute(logits, labels, new AlphaSmdStep(3, 0.25, false)).Scalar();

        alphaSmd.ShouldBeGreaterThan(0);
        with.ShouldBe(without + (3 * alphaSmd), 1e-5f);
    }

    [Fact]
    public void Measured_norms_are_those_of_the_gradients_and_leave_the_logits_alone()
    {
        using var scope = new TensorScope();
        Tensor labels = Tensor.From<long>([.. Enumerable.Range(0, 30).Select(i => (long)(i % 4))], 2, 3, 5);
        var loss = new SegmentationLoss(new LossOptions { AlphaSmd = new AlphaSmdOptions { Mode = AlphaSmdMode.Inwards } });
        Tensor measured = Logits();

        GradientNorms norms = loss.Norms(measured, labels, 0.5);

        measured.Gradient().ShouldBeNull();
        double overlap = SquaredNorm(default);
        norms.Overlap.ShouldBe(overlap, 1e-5 * overlap);

        // ‖a + w·b‖² for w = 1 and −1 sums to 2‖a‖² + 2‖b‖².
        double both = SquaredNorm(new AlphaSmdStep(1, 0.5, false)) + SquaredNorm(new AlphaSmdStep(-1, 0.5, false));
        norms.AlphaSmd.ShouldBe((both / 2) - overlap, 1e-4 * norms.AlphaSmd);

        double SquaredNorm(AlphaSmdStep step)
        {
            Tensor logits = Logits();
            loss.Compute(logits, labels, step).Backward();
            return logits.Gradient()!.ToArray<float>().Sum(slope => (double)slope * slope);
        }

        static Tensor Logits()
        {
            Tensor logits = Tensor.From<float>(TorchReference.Numbers(120, 2), 2, 4, 3, 5);
            logits.RequireGradient();
            return logits;
        }
    }

    [Fact]
    public void An_alpha_smd_that_is_off_has_no_weight()
    {
        using var scope = new TensorScope();
        Tensor logits = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1, 2, 1, 2);
        Tensor labels = Tensor.From<long>([1, 0], 1, 1, 2);

        Should.Throw<InvalidOperationException>(() => new SegmentationLoss(new LossOptions()).Compute(logits, labels, new AlphaSmdStep(1, 0.5, false)))
            .Message.ShouldContain("off");
    }

    [Fact]
    public void Logits_of_fewer_bits_are_judged_in_32()
    {
        using var scope = new TensorScope();
        Tensor logits = Tensor.From<float>([1, -2, 0.5f, 3], 1, 2, 1, 2);
        Tensor labels = Tensor.From<long>([1, 0], 1, 1, 2);
        var loss = new SegmentationLoss(new LossOptions());

        Tensor narrow = loss.Compute(logits.To(TensorType.BFloat16, Device.Cpu), labels);

        narrow.Type.ShouldBe(TensorType.Float32);
        narrow.Scalar().ShouldBe(loss.Compute(logits, labels).Scalar(), 1e-6f); // these values are exact in 16 bits
    }

    [Fact]
    public void A_label_that_is_no_region_is_an_error_and_no_crash()
    {
        using var scope = new TensorScope();
        Tensor logits = Tensor.Zeros(TensorType.Float32, Device.Cpu, 1, 2, 1, 1);
        Tensor labels = Tensor.From<long>([2], 1, 1, 1);

        Should.Throw<NativeException>(() => new SegmentationLoss(new LossOptions()).Compute(logits, labels)).Message.ShouldContain("out of bounds");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_weight_below_zero_is_refused(double weight)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new LossOptions { Dice = weight });
        Should.Throw<ArgumentOutOfRangeException>(() => new LossOptions { CrossEntropy = weight });
    }
}
