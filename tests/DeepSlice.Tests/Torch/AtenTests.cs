using DeepSlice.Native.Torch;

namespace DeepSlice.Tests.Torch;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class AtenTests
{
    [Fact]
    public void Convolutions_are_those_of_pytorch()
    {
        using var scope = new TensorScope();
        Tensor image = Image();
        Tensor bias = Of(TorchReference.Numbers(2), 2);
        Tensor kernel = Of(TorchReference.Numbers(54, 1, 0.3), 2, 3, 3, 3);

        Tensor convolved = Aten.Conv2d(image, kernel, bias, padding: 1);

        convolved.Shape.ShouldBe([2, 2, 4, 5]);
        convolved.ToArray<float>().ShouldBeNear(TorchReference.Operator("conv2d"));
    }

    [Fact]
    public void A_convolution_without_bias_and_with_a_stride_sums_by_hand()
    {
        using var scope = new TensorScope();
        Tensor image = Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 1, 1, 4, 4);
        Tensor ones = Of([1, 1, 1, 1], 1, 1, 2, 2);

        Aten.Conv2d(image, ones, null, stride: 2).ToArray<float>().ShouldBe([14, 22, 46, 54]);
    }

    [Fact]
    public void Batch_normalisation_uses_running_statistics_and_updates_them_only_when_training()
    {
        using var scope = new TensorScope();
        Tensor image = Image();
        Tensor mean = Of(TorchReference.Numbers(3, 0.2), 3);
        Tensor variance = Of([.. TorchReference.Numbers(3, 0.1).Select(value => value + 1)], 3);
        Tensor gain = Of(TorchReference.Numbers(3, 1, 0.1), 3);
        Tensor shift = Of(TorchReference.Numbers(3, 1, 0.2), 3);
        float[] before = mean.ToArray<float>();

        Tensor applied = Aten.BatchNorm(image, gain, shift, mean, variance, training: false);
        mean.ToArray<float>().ShouldBe(before);
        Tensor trained = Aten.BatchNorm(image, gain, shift, mean, variance, training: true);

        applied.ToArray<float>().ShouldBeNear(TorchReference.Operator("batchNorm"));
        trained.ToArray<float>().ShouldBeNear(TorchReference.Operator("batchNormTraining"));
        mean.ToArray<float>().ShouldBeNear(TorchReference.Operator("runningMean"));
        variance.ToArray<float>().ShouldBeNear(TorchReference.Operator("runningVariance"));
    }

    [Fact]
    public void Pooling_takes_the_greatest_of_each_square()
    {
        using var scope = new TensorScope();

        Aten.MaxPool2d(Of([1, 9, 2, 3, 4, 5, 8, 6], 1, 1, 2, 4), 2).ToArray<float>().ShouldBe([9, 8]);
    }

    [Fact]
    public void Enlarging_repeats()
    {
        using var scope = new TensorScope();

        Aten.UpsampleNearest(Of([1, 2], 1, 1, 1, 2), 2, 4).ToArray<float>().ShouldBe([1, 1, 2, 2, 1, 1, 2, 2]);
    }

    [Fact]
    public void Relu_clips_below_zero_in_place()
    {
        using var scope = new TensorScope();
        Tensor input = Of([-1, 2], 2);

        Aten.ReluInPlace(input);
        input.ToArray<float>().ShouldBe([0, 2]);
    }

    [Fact]
    public void Joining_padding_and_cutting_move_values_where_they_belong()
    {
        using var scope = new TensorScope();
        Tensor input = Of([1, 2, 3, 4], 2, 2);

        Aten.Cat([input, input], 1).ToArray<float>().ShouldBe([1, 2, 1, 2, 3, 4, 3, 4]);
        Aten.Pad(input, 1, 0, 0, 1).ToArray<float>().ShouldBe([0, 1, 2, 0, 3, 4, 0, 0, 0]);
        Aten.Pad(input, -1, 0, 0, -1).ToArray<float>().ShouldBe([2]);
        Aten.Narrow(input, 0, 1, 1).ToArray<float>().ShouldBe([3, 4]);
    }

    [Fact]
    public void Views_share_memory_and_copies_do_not()
    {
        using var scope = new TensorScope();
        Tensor input = Of([1, 2, 3, 4, 5, 6], 2, 3);
        Tensor view = Aten.View(input, 3, 2);
        Tensor turned = Aten.Transpose(input, 0, 1);
        Tensor packed = Aten.Contiguous(turned);

        Aten.Fill(Aten.Narrow(input, 0, 0, 1), 9);

        view.ToArray<float>().ShouldBe([9, 9, 9, 4, 5, 6]);
        turned.ToArray<float>().ShouldBe([9, 4, 9, 5, 9, 6]);
        packed.ToArray<float>().ShouldBe([1, 4, 2, 5, 3, 6]);
    }

    [Fact]
    public void Flipping_reverses_the_dimensions_named()
    {
        using var scope = new TensorScope();
        Tensor input = Of([1, 2, 3, 4], 2, 2);

        Aten.Flip(input, 1).ToArray<float>().ShouldBe([2, 1, 4, 3]);
        Aten.Flip(input, 0, 1).ToArray<float>().ShouldBe([4, 3, 2, 1]);
    }

    [Fact]
    public void Arithmetic_works_by_value_and_broadcasts()
    {
        using var scope = new TensorScope();
        Tensor left = Of([1, 2, 3, 4], 2, 2);
        Tensor right = Of([10, 20], 2);

        Aten.Add(left, right).ToArray<float>().ShouldBe([11, 22, 13, 24]);
        Aten.Add(left, 0.5).ToArray<float>().ShouldBe([1.5f, 2.5f, 3.5f, 4.5f]);
        Aten.Multiply(left, right).ToArray<float>().ShouldBe([10, 40, 30, 80]);
        Aten.Multiply(left, -2).ToArray<float>().ShouldBe([-2, -4, -6, -8]);
        Aten.Divide(left, right).ToArray<float>().ShouldBe([0.1f, 0.1f, 0.3f, 0.2f]);
        Aten.Sqrt(left).ToArray<float>().ShouldBeNear([1, MathF.Sqrt(2), MathF.Sqrt(3), 2]);
        Aten.Exp(left).ToArray<float>().ShouldBeNear([MathF.E, MathF.Exp(2), MathF.Exp(3), MathF.Exp(4)], 1e-4f);
    }

    [Fact]
    public void Softmax_runs_along_its_dimension()
    {
        using var scope = new TensorScope();
        Tensor logits = Of([0, MathF.Log(3), MathF.Log(4), 0], 2, 2);

        Aten.Softmax(logits, 1).ToArray<float>().ShouldBeNear([0.25f, 0.75f, 0.8f, 0.2f]);
        Aten.Softmax(logits, 0).ToArray<float>().ShouldBeNear([0.2f, 0.75f, 0.8f, 0.25f]);
        Aten.LogSoftmax(logits, 1).ToArray<float>().ShouldBeNear([MathF.Log(0.25f), MathF.Log(0.75f), MathF.Log(0.8f), MathF.Log(0.2f)]);
    }

    [Fact]
    public void Reductions_give_one_number_or_drop_dimensions()
    {
        using var scope = new TensorScope();
        Tensor input = Of([3, 1, 2, 4, 0, 5], 2, 3);

        Aten.Mean(input).Scalar().ShouldBe(2.5f);
        Aten.Sum(input).Scalar().ShouldBe(15);
        Aten.Sum(input, 0).ToArray<float>().ShouldBe([7, 1, 7]);
        Aten.Sum(input, 0, 1).Scalar().ShouldBe(15);
        Aten.Norm(Of([3, 4], 2)).Scalar().ShouldBe(5, 1e-6);
    }

    [Fact]
    public void Negative_log_likelihood_averages_by_the_weights_of_the_true_classes()
    {
        using var scope = new TensorScope();
        Tensor logProbabilities = Of([-1, -2, -3, -4], 1, 2, 1, 2);
        Tensor labels = Tensor.From<long>([0, 1], 1, 1, 2);

        Aten.NegativeLogLikelihood(logProbabilities, labels, null).Scalar().ShouldBe((1 + 4) / 2f);
        Aten.NegativeLogLikelihood(logProbabilities, labels, Of([1, 3], 2)).Scalar().ShouldBe((1 + (3 * 4)) / 4f);
    }

    [Fact]
    public void Writing_in_place_changes_the_target()
    {
        using var scope = new TensorScope();
        Tensor target = Of([1, 2, 3], 3);
        Tensor hot = Tensor.Zeros(TensorType.Float32, Device.Cpu, 2, 3);

        Aten.Scatter(hot, 1, Tensor.From<long>([2, 0], 2, 1), 7);
        hot.ToArray<float>().ShouldBe([0, 0, 7, 7, 0, 0]);
        Aten.Zero(target);
        target.ToArray<float>().ShouldBe([0, 0, 0]);
        Aten.Fill(target, 2);
        target.ToArray<float>().ShouldBe([2, 2, 2]);
    }

    [Fact]
    public void Optimiser_operators_compute_their_formulas()
    {
        using var scope = new TensorScope();
        Tensor target = Of([1, 2], 2);
        Tensor first = Of([3, 4], 2);
        Tensor second = Of([2, 8], 2);

        Aten.MultiplyInPlace(target, 10);
        target.ToArray<float>().ShouldBe([10, 20]);
        Aten.AddInPlace(target, 1);
        target.ToArray<float>().ShouldBe([11, 21]);
        Aten.AddInPlace(target, first, 2);
        target.ToArray<float>().ShouldBe([17, 29]);
        Aten.AddProductInPlace(target, first, second, -1);
        target.ToArray<float>().ShouldBe([11, -3]);
        Aten.AddQuotientInPlace(target, first, second, 2);
        target.ToArray<float>().ShouldBe([14, -2]);
    }

    private static Tensor Image() => Of(TorchReference.Numbers(120), 2, 3, 4, 5);

    private static Tensor Of(float[] values, params ReadOnlySpan<long> shape) => Tensor.From<float>(values, shape);
}
