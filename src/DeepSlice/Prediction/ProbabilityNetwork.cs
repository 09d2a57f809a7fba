using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Prediction;

/// <summary>Computes the probabilities of a model's network, with test-time augmentation if requested.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ProbabilityNetwork(SegmentationModel model, PredictionOptions options)
{
    /// <summary>Device of the network.</summary>
    public Device Device { get; } = model.Network.Weights.Values.Device;

    /// <summary>Computes probabilities.</summary>
    /// <param name="input">(N, input channels, H, W) in row-major order, H and W multiples of the network's stride.</param>
    /// <param name="shape">N, input channels, H, W.</param>
    /// <param name="output">Receives (N, output channels, H, W) in row-major order: regions, then damage if the network has that output.</param>
    public void Compute(ReadOnlySpan<float> input, ReadOnlySpan<long> shape, Span<float> output)
    {
        using var scope = new TensorScope();
        using var frozen = new NoGradientScope();
        Tensor images = Tensor.From(input, shape).To(TensorType.Float32, Device);
        (options.TestTimeAugmentation ? Averaged(images) : Probabilities(images)).Read(output);
    }

    private Tensor Averaged(Tensor images)
    {
        Tensor? sum = null;
        for (int symmetry = 0; symmetry < 8; symmetry++)
        {
            using var scope = new TensorScope();
            Tensor turned = Turn(Probabilities(Aten.Contiguous(Turn(images, symmetry, inverse: false))), symmetry, inverse: true);
            sum = scope.Keep(sum is null ? Aten.Contiguous(turned) : Aten.Add(sum, turned));
        }

        return Aten.Multiply(sum!, 1.0 / 8);
    }

    /// <summary>Bit 0: rows and columns swapped; bit 1: mirrored left to right; bit 2: upside down.</summary>
    private static Tensor Turn(Tensor images, int symmetry, bool inverse)
    {
        bool swap = (symmetry & 1) != 0;
        Tensor turned = swap && !inverse ? Aten.Transpose(images, 2, 3) : images;
        turned = (symmetry & 2) != 0 ? Aten.Flip(turned, 3) : turned;
        turned = (symmetry & 4) != 0 ? Aten.Flip(turned, 2) : turned;
        return swap && inverse ? Aten.Transpose(turned, 2, 3) : turned;
    }

    private Tensor Probabilities(Tensor images)
    {
        Precision precision = options.PrecisionOn(Device);
        using var autocast = new AutocastScope(precision, Device);
        using var tf32 = new Tf32Scope(precision);
        Tensor outputs = model.Network.Forward(images, training: false).To(TensorType.Float32, Device);
        return model.Plan.Damage
            ? Aten.Cat([Softmax(Aten.Narrow(outputs, 1, 0, model.Plan.RegionCount)), Aten.Sigmoid(Aten.Narrow(outputs, 1, model.Plan.RegionCount, 1))], 1)
            : Softmax(outputs);
    }

    private Tensor Softmax(Tensor logits) => Aten.Softmax(model.Temperature == 1 ? logits : Aten.Multiply(logits, 1 / model.Temperature), 1);
}
