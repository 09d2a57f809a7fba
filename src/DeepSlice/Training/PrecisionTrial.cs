using System.Diagnostics;
using DeepSlice.Losses;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Training;

/// <summary>Times a few training steps in 32 and in 16 bits, since which is faster depends on the processor's instructions.</summary>
internal static class PrecisionTrial
{
    // Fewer bits must be worth it: a difference within the noise of a busy machine decides for 32 bits.
    private const double WorthIt = 1.2;
    private const int TimedRounds = 4;

    public static Precision Choose(TrainingPlan plan, Device device) => plan.Precision switch
    {
        PrecisionChoice.Float32 => Precision.Float32,
        PrecisionChoice.BFloat16 => Precision.BFloat16,
        _ => Fastest(plan, device),
    };

    private static Precision Fastest(TrainingPlan plan, Device device)
    {
        using Network network = Network.Create(plan.Network, device, new RandomStream(0));
        double full = double.PositiveInfinity;
        double half = double.PositiveInfinity;
        for (int round = 0; round <= TimedRounds; round++)
        {
            // In turn, so that what else the machine does falls on both; the first round warms up.
            double fullNow = Time(network, plan, device, Precision.Float32);
            double halfNow = Time(network, plan, device, Precision.BFloat16);
            if (round > 0)
            {
                full = Math.Min(full, fullNow);
                half = Math.Min(half, halfNow);
            }
        }

        return full > WorthIt * half ? Precision.BFloat16 : Precision.Float32;
    }

    private static double Time(Network network, TrainingPlan plan, Device device, Precision precision)
    {
        long start = Stopwatch.GetTimestamp();
        using var scope = new TensorScope();
        Tensor images = Tensor.Zeros(TensorType.Float32, device, plan.BatchSize, 1, plan.Network.WorkingSize.Height, plan.Network.WorkingSize.Width);
        Tensor labels = Tensor.Zeros(TensorType.Int64, device, plan.BatchSize, plan.Network.WorkingSize.Height, plan.Network.WorkingSize.Width);
        Tensor logits;
        using (var autocast = new AutocastScope(precision, device))
        {
            logits = network.Forward(images, training: true);
        }

        Tensor loss = new SegmentationLoss(plan.Loss).Compute(logits, labels);
        loss.Backward();
        _ = loss.Scalar(); // waits for a device that computes on its own
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
