using DeepSlice.Losses;
using DeepSlice.Native.Torch;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>The forward and backward pass of one batch.</summary>
/// <param name="state">Holds the network.</param>
/// <param name="plan">Sizes and loss.</param>
/// <param name="precision">Precision of convolutions.</param>
internal sealed class GradientPass(TrainingState state, TrainingPlan plan, Precision precision)
{
    private readonly SegmentationLoss _loss = new(plan.Loss);
    private readonly DamageLoss? _damageLoss = plan.Network.Damage ? new DamageLoss() : null;

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
        Tensor? counted = Counted(batch, device);
        Tensor outputs;
        using (var autocast = new AutocastScope(precision, device))
        {
            outputs = state.Network.Forward(images, training: true);
        }

        Tensor logits = _damageLoss is null ? outputs : Aten.Narrow(outputs, 1, 0, plan.Network.RegionCount);
        if (alphaSmd.IsMeasured)
        {
            state.Progress = state.Progress with { Norms = state.Progress.Norms + _loss.Norms(logits, labels, alphaSmd.Jitter, counted) };
        }

        Tensor loss = _loss.Compute(logits, labels, alphaSmd, counted);
        if (_damageLoss is not null)
        {
            Tensor damage = Tensor.From<long>(Array.ConvertAll(batch.Damage!, value => value == DamageMask.Sound ? 0L : 1L), plan.BatchSize, height, width).To(TensorType.Int64, device);
            loss = Aten.Add(loss, _damageLoss.Compute(Aten.Narrow(outputs, 1, plan.Network.RegionCount, 1), damage));
        }

        loss.Backward();
        return scope.Keep(loss);
    }

    /// <summary>1 for pixels that count in the loss of the regions, 0 for those that a mask leaves out, (N, 1, H, W); null if all count.</summary>
    private Tensor? Counted(TrainingBatch batch, Device device) => batch.Damage is not { } damage || !damage.Contains(DamageMask.Marked)
        ? null
        : Tensor.From<float>(
            Array.ConvertAll(damage, value => value == DamageMask.Marked ? 0f : 1f), plan.BatchSize, 1, plan.Network.WorkingSize.Height, plan.Network.WorkingSize.Width).To(TensorType.Float32, device);
}
