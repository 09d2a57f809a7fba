using DeepSlice.Native.Torch;

namespace DeepSlice.Losses;

/// <summary>The loss function: cross-entropy plus soft Dice plus α-SMD.</summary>
/// <param name="options">Weights of the terms.</param>
internal sealed class SegmentationLoss(LossOptions options)
{
    // Keeps the quotient finite for an absent region, and the loss near 0 if almost nothing is predicted.
    private const double Smoothing = 1;

    private readonly AlphaSmdLoss? _alphaSmd = options.AlphaSmd.Mode == AlphaSmdMode.Off ? null : new AlphaSmdLoss(options.AlphaSmd);

    /// <summary>Computes the loss of a batch.</summary>
    /// <param name="logits">(N, C, H, W), any floating-point type.</param>
    /// <param name="labels">(N, H, W), int64 region indices 0 … C − 1.</param>
    /// <param name="alphaSmd">The α-SMD term of this step; none by default.</param>
    /// <param name="counted">(N, 1, H, W), float32: 1 for pixels that count, 0 for others, whose labels may be any; null, the default, if all count.</param>
    /// <returns>A float32 scalar, differentiable with respect to the logits.</returns>
    /// <exception cref="InvalidOperationException">The α-SMD has a weight but is off in the options.</exception>
    public Tensor Compute(Tensor logits, Tensor labels, AlphaSmdStep alphaSmd = default, Tensor? counted = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        Tensor logProbabilities = LogProbabilities(logits);
        Tensor loss = Aten.Multiply(CrossEntropy(logProbabilities, labels, counted), options.CrossEntropy);
        if (options.Dice == 0 && alphaSmd.Weight == 0)
        {
            return loss;
        }

        Tensor probabilities = Aten.Exp(logProbabilities);
        if (options.Dice > 0)
        {
            loss = Aten.Add(loss, Aten.Multiply(SoftDice(probabilities, labels, counted), options.Dice));
        }

        return alphaSmd.Weight == 0
            ? loss
            : Aten.Add(loss, Aten.Multiply(AlphaSmd.Compute(WithTruth(probabilities, labels, counted), labels, alphaSmd.Jitter), alphaSmd.Weight));
    }

    /// <summary>Measures the gradient norms of the α-SMD and of the other terms together.</summary>
    /// <param name="logits">(N, C, H, W), any floating-point type.</param>
    /// <param name="labels">(N, H, W), int64 region indices 0 … C − 1.</param>
    /// <param name="jitter">See <see cref="AlphaSmdStep"/>.</param>
    /// <param name="counted">As of <see cref="Compute"/>.</param>
    /// <returns>Squared Euclidean norms of the gradients with respect to the logits, with α-SMD weight 1.</returns>
    /// <exception cref="InvalidOperationException">The α-SMD is off in the options.</exception>
    public GradientNorms Norms(Tensor logits, Tensor labels, double jitter, Tensor? counted = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        return new GradientNorms(
            SquaredNorm(logits, copy => Compute(copy, labels, default, counted)),
            SquaredNorm(logits, copy => AlphaSmd.Compute(WithTruth(Aten.Exp(LogProbabilities(copy)), labels, counted), labels, jitter)));
    }

    private AlphaSmdLoss AlphaSmd => _alphaSmd ?? throw new InvalidOperationException("expected options with the α-SMD, got mode Off");

    private static double SquaredNorm(Tensor logits, Func<Tensor, Tensor> loss)
    {
        using var scope = new TensorScope();
        Tensor values = Aten.Contiguous(logits.To(TensorType.Float32, logits.Device));
        Tensor gradient = Tensor.Zeros(TensorType.Float32, logits.Device, logits.Shape);
        loss(values.AsParameter(gradient)).Backward();
        double norm = Aten.Norm(gradient).Scalar();
        return norm * norm;
    }

    // With the channel planes contiguous, the sums over pixels and the softmax are a third faster than channels-last.
    private static Tensor LogProbabilities(Tensor logits) =>
        Aten.LogSoftmax(Aten.Contiguous(logits.To(TensorType.Float32, logits.Device)), 1);

    private static Tensor CrossEntropy(Tensor logProbabilities, Tensor labels, Tensor? counted)
    {
        if (counted is null)
        {
            return Aten.NegativeLogLikelihood(logProbabilities, labels, null);
        }

        const double Least = 1e-6; // where no pixel counts
        Tensor truth = Aten.Multiply(OneHot(labels, logProbabilities), counted);
        return Aten.Multiply(Aten.Divide(Aten.Sum(Aten.Multiply(logProbabilities, truth)), Aten.Add(Aten.Sum(counted), Least)), -1);
    }

    // Pixels that do not count are predicted as labelled, so that they are in no distance.
    private static Tensor WithTruth(Tensor probabilities, Tensor labels, Tensor? counted) => counted is null
        ? probabilities
        : Aten.Add(Aten.Multiply(probabilities, counted), Aten.Multiply(OneHot(labels, probabilities), Aten.Add(Aten.Multiply(counted, -1), 1)));

    /// <summary>
    /// 1 − mean over regions of (2 Σ p·t + s) ÷ (Σ p + Σ t + s), summed over the pixels of the whole batch, s = 1
    /// (Milletari et al. 2016, doi:10.1109/3DV.2016.79).
    /// </summary>
    private static Tensor SoftDice(Tensor probabilities, Tensor labels, Tensor? counted)
    {
        Tensor truth = OneHot(labels, probabilities);
        if (counted is not null)
        {
            (probabilities, truth) = (Aten.Multiply(probabilities, counted), Aten.Multiply(truth, counted));
        }

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
