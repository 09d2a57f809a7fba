using DeepSlice.Native.Torch;

namespace DeepSlice.Losses;

/// <summary>The loss of the damage output: binary cross-entropy plus soft Dice of damaged and sound pixels.</summary>
/// <remarks>A sigmoid of z is the softmax of (0, z), so this is <see cref="SegmentationLoss"/> of two classes.</remarks>
internal sealed class DamageLoss
{
    /// <summary>Weight of this loss beside that of the regions.</summary>
    public const double Weight = 0.5;

    private readonly SegmentationLoss _loss = new(new LossOptions());

    /// <summary>Computes the loss of a batch, times its weight.</summary>
    /// <param name="logits">(N, 1, H, W), any floating-point type.</param>
    /// <param name="damage">(N, H, W), int64: 1 for damaged pixels, 0 for others.</param>
    /// <returns>A float32 scalar, differentiable with respect to the logits.</returns>
    public Tensor Compute(Tensor logits, Tensor damage)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(damage);
        Tensor damaged = logits.To(TensorType.Float32, logits.Device);
        Tensor sound = Tensor.Zeros(TensorType.Float32, logits.Device, logits.Shape);
        return Aten.Multiply(_loss.Compute(Aten.Cat([sound, damaged], 1), damage), Weight);
    }
}
