using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Training;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101).</summary>
/// <remarks>Works on the network's single block of values, so a step takes a dozen operators for any number of layers.</remarks>
internal sealed class AdamW : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.99;
    private const double Epsilon = 1e-8;
    private readonly NetworkWeights _weights;
    private readonly double _weightDecay;

    public AdamW(NetworkWeights weights, double weightDecay)
    {
        _weights = weights;
        _weightDecay = weightDecay;
        Device device = weights.Values.Device;
        FirstMoment = Tensor.Zeros(TensorType.Float32, device, weights.Values.Count);
        SecondMoment = Tensor.Zeros(TensorType.Float32, device, weights.Values.Count);
    }

    /// <summary>Running mean of the gradients, (values).</summary>
    public Tensor FirstMoment { get; }

    /// <summary>Running mean of the squared gradients, (values).</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Updates the weights.</summary>
    /// <param name="step">Number of this step, from 1.</param>
    /// <param name="learningRate">Learning rate.</param>
    public void Step(int step, double learningRate)
    {
        using var scope = new TensorScope();
        using var frozen = new NoGradientScope();
        double firstCorrection = 1 - Math.Pow(FirstDecay, step);
        double secondCorrection = 1 - Math.Pow(SecondDecay, step);
        Aten.MultiplyInPlace(_weights.DecayingValues, 1 - (learningRate * _weightDecay));
        Aten.MultiplyInPlace(FirstMoment, FirstDecay);
        Aten.AddInPlace(FirstMoment, _weights.Gradients, 1 - FirstDecay);
        Aten.MultiplyInPlace(SecondMoment, SecondDecay);
        Aten.AddProductInPlace(SecondMoment, _weights.Gradients, _weights.Gradients, 1 - SecondDecay);

        // The bias correction of the second moment is folded into the two scalars, which saves a pass over the block.
        Tensor deviation = Aten.Sqrt(SecondMoment);
        Aten.AddInPlace(deviation, Epsilon * Math.Sqrt(secondCorrection));
        Aten.AddQuotientInPlace(_weights.Values, FirstMoment, deviation, -learningRate * Math.Sqrt(secondCorrection) / firstCorrection);
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
