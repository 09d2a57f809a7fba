using DeepSlice.Losses;
using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>The forward and backward pass of one batch.</summary>
/// <param name="state">Holds the network.</param>
/// <param name="plan">Sizes and loss.</param>
/// <param name="precision">Precision of convolutions.</param>
internal sealed class GradientPass(TrainingState state, TrainingPlan plan, Precision precision)
{
    private readonly SegmentationLoss _loss = new(plan.Loss);

    /// <summary>Computes the gradients of a batch into the network's block of gradients.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="alphaSmd">Weight and thresholds of the α-SMD; measured norms are added to the state's progress.</param>
    /// <returns>The loss, in the caller's scope.</returns>
    public Tensor Run(TrainingBatch batch, AlphaSmdStep alphaSmd = default)
    {
        using var scope = new TensorScope();
        using var tf32 = new Tf32Scope(precision);
        Device device = state.Network.Weights.Values.Device;
        (long height, long width) = (plan.Network.WorkingSize.Height, plan.Network.WorkingSize.Width);
        Tensor images = Tensor.From<float>(batch.Images, plan.BatchSize, plan.Network.InputChannels, height, width).To(TensorType.Float32, device);
        Tensor labels = Tensor.From<long>(batch.Labels, plan.BatchSize, height, width).To(TensorType.Int64, device);
        state.Network.Weights.Gradients.Zero();
        Tensor logits;
        using (var autocast = new AutocastScope(precision, device))
        {
            logits = state.Network.Forward(images, training: true);
        }

        if (alphaSmd.IsMeasured)
        {
            state.Progress = state.Progress with { Norms = state.Progress.Norms + _loss.Norms(logits, labels, alphaSmd.Jitter) };
        }

        Tensor loss = _loss.Compute(logits, labels, alphaSmd);
        loss.Backward();
        return scope.Keep(loss);
    }
}
