using DeepSlice.Losses;
using DeepSlice.Native.Torch;

namespace DeepSlice.Tests.Losses;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class DamageLossTests
{
    [Fact]
    public void It_is_cross_entropy_plus_soft_dice_of_the_sigmoid()
    {
        using var scope = new TensorScope();
        float[] logits = [-2, 0.5f, 3, -0.1f];
        long[] damage = [0, 1, 1, 0];

        double[] p = [.. logits.Select(logit => 1 / (1 + Math.Exp(-logit)))];
        double entropy = -Enumerable.Range(0, 4).Average(i => Math.Log(damage[i] == 1 ? p[i] : 1 - p[i]));
        double damaged = ((2 * (p[1] + p[2])) + 1) / (p.Sum() + 2 + 1);
        double sound = ((2 * (1 - p[0] + 1 - p[3])) + 1) / (4 - p.Sum() + 2 + 1);

        new DamageLoss().Compute(Tensor.From<float>(logits, 1, 1, 2, 2), Tensor.From<long>(damage, 1, 2, 2)).Scalar()
            .ShouldBe((float)(DamageLoss.Weight * (entropy + 1 - ((damaged + sound) / 2))), 1e-5f);
    }

    [Fact]
    public void Pixels_that_do_not_count_have_no_part_in_loss_and_gradient()
    {
        using var scope = new TensorScope();
        var options = new LossOptions { AlphaSmd = new AlphaSmdOptions { Mode = AlphaSmdMode.Inwards } };
        var step = new AlphaSmdStep(1, 0.5, false);
        Tensor counted = Tensor.From<float>([1, 1, 0, 1, 1, 0], 1, 1, 2, 3);
        (float Loss, float[] Gradient) first = Run(0);
        (float Loss, float[] Gradient) second = Run(2);

        second.Loss.ShouldBe(first.Loss, 1e-6f);
        second.Gradient.ShouldBe(first.Gradient);
        foreach (int left in (int[])[2, 5, 8, 11, 14, 17])
        {
            first.Gradient[left].ShouldBe(0);
        }

        (float Loss, float[] Gradient) Run(long labelOfTheOthers)
        {
            Tensor logits = Tensor.From<float>([.. Enumerable.Range(0, 18).Select(i => MathF.Sin(1.7f * i))], 1, 3, 2, 3);
            logits.RequireGradient();
            Tensor loss = new SegmentationLoss(options).Compute(logits, Tensor.From<long>([0, 1, labelOfTheOthers, 2, 1, labelOfTheOthers], 1, 2, 3), step, counted);
            loss.Backward();
            return (loss.Scalar(), logits.Gradient()!.ToArray<float>());
        }
    }

    [Fact]
    public void Where_every_pixel_counts_the_loss_is_the_plain_one_and_where_none_does_it_is_finite()
    {
        using var scope = new TensorScope();
        Tensor logits = Tensor.From<float>([.. Enumerable.Range(0, 12).Select(i => MathF.Cos(i))], 1, 3, 2, 2);
        Tensor labels = Tensor.From<long>([0, 1, 2, 1], 1, 2, 2);
        var loss = new SegmentationLoss(new LossOptions());

        loss.Compute(logits, labels, default, Tensor.From<float>([1, 1, 1, 1], 1, 1, 2, 2)).Scalar().ShouldBe(loss.Compute(logits, labels).Scalar(), 1e-5f);
        float.IsFinite(loss.Compute(logits, labels, default, Tensor.Zeros(TensorType.Float32, Device.Cpu, 1, 1, 2, 2)).Scalar()).ShouldBeTrue();
    }
}
