namespace DeepSlice.Augmentation;

/// <summary>
/// Photometric augmentation of training slices. Intensities are those of the normalised image: background near 0, middle of the tissue at 1.
/// </summary>
public sealed record PhotometricOptions
{
    /// <summary>No augmentation.</summary>
    public static PhotometricOptions None { get; } = new()
    {
        BiasFieldProbability = 0,
        TransferCurveProbability = 0,
        GammaProbability = 0,
        ContrastProbability = 0,
        BrightnessProbability = 0,
        SharpeningProbability = 0,
        BlurProbability = 0,
        LowResolutionProbability = 0,
        NoiseProbability = 0,
        OcclusionProbability = 0,
        GhostProbability = 0,
        StripeProbability = 0,
        ImpulseNoiseProbability = 0,
        QuantizationProbability = 0,
    };

    /// <summary>Probability, 0 … 1, of uneven illumination (a smooth multiplicative field).</summary>
    /// <value>Default 0.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double BiasFieldProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(BiasFieldProbability)); } = 0.5;

    /// <summary>Standard deviation of the natural logarithm of the illumination factor, within 0 … 2.</summary>
    /// <value>Default 0.05 … 0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange BiasFieldStrength { get; init => field = value.Within(0, 2, nameof(BiasFieldStrength)); } = new(0.05, 0.3);

    /// <summary>Correlation length of the illumination as a fraction of the image's longer side, within 0.05 … 2.</summary>
    /// <value>Default 0.3 … 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange BiasFieldCorrelation { get; init => field = value.Within(0.05, 2, nameof(BiasFieldCorrelation)); } = new(0.3, 1);

    /// <summary>Probability, 0 … 1, of a random increasing transfer curve, sometimes with clipping.</summary>
    /// <value>Default 0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double TransferCurveProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(TransferCurveProbability)); } = 0.3;

    /// <summary>Standard deviation of the natural logarithm of the curve's slope, within 0 … 3.</summary>
    /// <value>Default 0.2 … 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange TransferCurveBend { get; init => field = value.Within(0, 3, nameof(TransferCurveBend)); } = new(0.2, 1);

    /// <summary>Probability, 0 … 1, of a power law (gamma).</summary>
    /// <value>Default 0.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double GammaProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(GammaProbability)); } = 0.5;

    /// <summary>Exponent of the power law, within 0.2 … 5; 0 and 1 are unchanged.</summary>
    /// <value>Default 0.65 … 1.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Gamma { get; init => field = value.Within(0.2, 5, nameof(Gamma)); } = new(0.65, 1.5);

    /// <summary>Probability, 0 … 1, of a change of contrast.</summary>
    /// <value>Default 0.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ContrastProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(ContrastProbability)); } = 0.5;

    /// <summary>Contrast factor, within 0.1 … 10; the background stays at 0.</summary>
    /// <value>Default 0.75 … 1.33.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Contrast { get; init => field = value.Within(0.1, 10, nameof(Contrast)); } = new(0.75, 1.33);

    /// <summary>Probability, 0 … 1, of a shift of all intensities.</summary>
    /// <value>Default 0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double BrightnessProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(BrightnessProbability)); } = 0.3;

    /// <summary>Shift of all intensities, within −2 … 2.</summary>
    /// <value>Default −0.1 … 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Brightness { get; init => field = value.Within(-2, 2, nameof(Brightness)); } = new(-0.1, 0.1);

    /// <summary>Probability, 0 … 1, of sharpening by an unsharp mask.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double SharpeningProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(SharpeningProbability)); } = 0.1;

    /// <summary>Weight of the detail added by sharpening, within 0 … 5.</summary>
    /// <value>Default 0.2 … 0.8.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Sharpening { get; init => field = value.Within(0, 5, nameof(Sharpening)); } = new(0.2, 0.8);

    /// <summary>Probability, 0 … 1, of a Gaussian blur.</summary>
    /// <value>Default 0.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double BlurProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(BlurProbability)); } = 0.2;

    /// <summary>Standard deviation of the blur in pixels, within 0 … 20.</summary>
    /// <value>Default 0.3 … 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange BlurSigmaPixels { get; init => field = value.Within(0, 20, nameof(BlurSigmaPixels)); } = new(0.3, 1);

    /// <summary>Probability, 0 … 1, of reduced resolution: binned, then enlarged again.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double LowResolutionProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(LowResolutionProbability)); } = 0.1;

    /// <summary>Largest binning for reduced resolution, 2 … 16; each factor from 2 to this is equally likely.</summary>
    /// <value>Default 2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int LowResolutionBinning { get; init => field = Ensure.InRange(value, 2, 16, nameof(LowResolutionBinning)); } = 2;

    /// <summary>Probability, 0 … 1, of additive noise.</summary>
    /// <value>Default 0.4.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double NoiseProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(NoiseProbability)); } = 0.4;

    /// <summary>Standard deviation of the noise, within 0 … 2.</summary>
    /// <value>Default 0.01 … 0.12.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Noise { get; init => field = value.Within(0, 2, nameof(Noise)); } = new(0.01, 0.12);

    /// <summary>Probability, 0 … 1, that rectangles of the image are covered by a constant intensity.</summary>
    /// <value>Default 0.25.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double OcclusionProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(OcclusionProbability)); } = 0.25;

    /// <summary>Sides of the rectangles as fractions of the image's longer side, within 0 … 1.</summary>
    /// <value>Default 0.05 … 0.25.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange OcclusionSide { get; init => field = value.Within(0, 1, nameof(OcclusionSide)); } = new(0.05, 0.25);

    /// <summary>Probability, 0 … 1, of a faint shifted copy of the image.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double GhostProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(GhostProbability)); } = 0.1;

    /// <summary>Relative intensity of the copy, within 0 … 1.</summary>
    /// <value>Default 0.1 … 0.4.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Ghost { get; init => field = value.Within(0, 1, nameof(Ghost)); } = new(0.1, 0.4);

    /// <summary>Probability, 0 … 1, of a separate gain for each row or each column.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double StripeProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(StripeProbability)); } = 0.1;

    /// <summary>Standard deviation of the natural logarithm of the gain, within 0 … 2.</summary>
    /// <value>Default 0.05 … 0.4.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Stripe { get; init => field = value.Within(0, 2, nameof(Stripe)); } = new(0.05, 0.4);

    /// <summary>Probability, 0 … 1, of impulse noise (single black and white pixels).</summary>
    /// <value>Default 0.15.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double ImpulseNoiseProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(ImpulseNoiseProbability)); } = 0.15;

    /// <summary>Fraction of pixels with impulse noise, within 0 … 1.</summary>
    /// <value>Default 0.002 … 0.04.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange ImpulseNoise { get; init => field = value.Within(0, 1, nameof(ImpulseNoise)); } = new(0.002, 0.04);

    /// <summary>Probability, 0 … 1, of quantization to a few levels.</summary>
    /// <value>Default 0.1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double QuantizationProbability { get; init => field = Ensure.InRange(value, 0, 1, nameof(QuantizationProbability)); } = 0.1;

    /// <summary>Number of levels up to an intensity of 3, within 2 … 65536.</summary>
    /// <value>Default 4 … 24.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange QuantizationLevels { get; init => field = value.Within(2, 65536, nameof(QuantizationLevels)); } = new(4, 24);
}
