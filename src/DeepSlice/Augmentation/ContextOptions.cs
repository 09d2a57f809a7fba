namespace DeepSlice.Augmentation;

/// <summary>
/// How the probabilities of the whole-slice network are degraded before they are given to the patch network in training. On slices that both networks
/// were trained on they are more accurate than on new slices; without degradation the patch network would copy them and ignore the image.
/// </summary>
public sealed record ContextOptions
{
    /// <summary>Probability, 0 … 1, that a patch gets no probabilities.</summary>
    /// <value>Default 0.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double DropProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(DropProbability)); } = 0.2;

    /// <summary>Probability, 0 … 1, that one region is removed and the others are rescaled to sum to 1.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ForgetProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(ForgetProbability)); } = 0.1;

    /// <summary>Standard deviation of the Gaussian blur, in coarse pixels, within 0 … 8.</summary>
    /// <value>Default 0 … 2.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange BlurSigma { get; init => field = value.Within(0, 8, nameof(BlurSigma)); } = new(0, 2);

    /// <summary>Standard deviation of the shift along each axis, in coarse pixels, 0 … 8.</summary>
    /// <value>Default 1.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Shift { get; init => field = Ensure.InRange(value, 0, 8, nameof(Shift)); } = 1.5;
}
