namespace DeepSlice.Augmentation;

/// <summary>
/// How the probabilities of the whole-slice network are spoiled before the patch network sees them in training, so that it looks at the image and does not just
/// copy them: on slices that both have been trained on they are better than they will ever be again.
/// </summary>
public sealed record ContextOptions
{
    /// <summary>Probability, 0 … 1, that a patch comes without them.</summary>
    /// <value>Default 0.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double DropProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(DropProbability)); } = 0.2;

    /// <summary>Probability, 0 … 1, that one of the regions is taken out of them, and what is left is scaled to sum to 1.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ForgetProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(ForgetProbability)); } = 0.1;

    /// <summary>Standard deviation of the Gaussian they are blurred by, in coarse pixels, within 0 … 8.</summary>
    /// <value>Default 0 … 2.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange BlurSigma { get; init => field = value.Within(0, 8, nameof(BlurSigma)); } = new(0, 2);

    /// <summary>Standard deviation of the shift along either axis, in coarse pixels, 0 … 8.</summary>
    /// <value>Default 1.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Shift { get; init => field = Ensure.InRange(value, 0, 8, nameof(Shift)); } = 1.5;
}
