using DeepSlice.Native.Torch;

namespace DeepSlice.Networks;

/// <summary>A 3×3 convolution, batch normalisation and ReLU.</summary>
internal sealed class ConvolutionUnit
{
    private readonly Parameter _weight;
    private readonly Parameter _gain;
    private readonly Parameter _shift;
    private readonly Parameter _mean;
    private readonly Parameter _variance;

    public ConvolutionUnit(NetworkWeights weights, string name, int inputs, int outputs)
    {
        _weight = weights.Weight($"{name}.weight", Initialization.He(9L * inputs), outputs, inputs, 3, 3);
        _gain = weights.Bias($"{name}.gain", Initialization.One, outputs);
        _shift = weights.Bias($"{name}.shift", Initialization.Zero, outputs);
        _mean = weights.Statistic($"{name}.mean", Initialization.Zero, outputs);
        _variance = weights.Statistic($"{name}.variance", Initialization.One, outputs);
    }

    /// <summary>(N, inputs, H, W) → (N, outputs, H, W).</summary>
    public Tensor Forward(Tensor input, bool training)
    {
        Tensor convolved = Aten.Conv2d(input, _weight.Value, null, padding: 1);
        Tensor normalised = Aten.BatchNorm(convolved, _gain.Value, _shift.Value, _mean.Value, _variance.Value, training);
        Aten.ReluInPlace(normalised);
        return normalised;
    }
}
