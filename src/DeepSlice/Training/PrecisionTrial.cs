using System.Diagnostics;
using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>Chooses the precision of a training: times a few steps in 32 and in 16 bits, because the faster one depends on the processor's instructions.</summary>
internal static class PrecisionTrial
{
    // A difference within the noise of a busy machine is no reason for fewer bits.
    private const double WorthIt = 1.2;
    private const int TimedRounds = 4;

    /// <summary>Requires that the device can compute in the plan's precision.</summary>
    /// <exception cref="ArgumentException">The plan asks for TF32 on the processor.</exception>
    public static void Require(TrainingPlan plan, Device device)
    {
        if (plan.Precision == PrecisionChoice.Tf32 && !device.IsCuda)
        {
            throw new ArgumentException("expected a plan of precision auto, float32 or bFloat16 on the processor, got tf32; choose one of these or a CUDA device", nameof(plan));
        }
    }

    /// <summary>The precision that the plan states, or the faster one if it leaves the choice open.</summary>
    public static Precision Choose(TrainingPlan plan, Device device, CancellationToken cancellationToken) => plan.Precision switch
    {
        PrecisionChoice.Float32 => Precision.Float32,
        PrecisionChoice.BFloat16 => Precision.BFloat16,
        PrecisionChoice.Tf32 => Precision.Tf32,
        _ => Fastest(plan, device, cancellationToken),
    };

    private static Precision Fastest(TrainingPlan plan, Device device, CancellationToken cancellationToken)
    {
        using var state = new TrainingState(plan, device);
        var batch = new TrainingBatch(
            new float[plan.BatchSize * plan.Network.InputChannels * plan.Network.WorkingSize.PixelCount], new long[plan.BatchSize * plan.Network.WorkingSize.PixelCount])
        {
            Damage = plan.Network.Damage ? new byte[plan.BatchSize * plan.Network.WorkingSize.PixelCount] : null,
        };
        var full = new GradientPass(state, plan, Precision.Float32);
        var half = new GradientPass(state, plan, Precision.BFloat16);
        (double fullSeconds, double halfSeconds) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int round = 0; round <= TimedRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // In turn, so that other load on the machine affects both; the first round warms up.
            (double fullNow, double halfNow) = (Time(full, batch), Time(half, batch));
            if (round > 0)
            {
                (fullSeconds, halfSeconds) = (Math.Min(fullSeconds, fullNow), Math.Min(halfSeconds, halfNow));
            }
        }

        return fullSeconds > WorthIt * halfSeconds ? Precision.BFloat16 : Precision.Float32;
    }

    private static double Time(GradientPass pass, TrainingBatch batch)
    {
        long start = Stopwatch.GetTimestamp();
        using Tensor loss = pass.Run(batch);
        _ = loss.Scalar(); // waits for an asynchronous device
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
