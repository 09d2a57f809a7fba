using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Photometric augmentation: each step is applied with its probability, in the order of light, camera and file.</summary>
internal sealed class PhotometricTransform
{
    private readonly (double Probability, IPhotometricStep Step)[] _steps;

    /// <summary>Creates a transform.</summary>
    /// <param name="options">Probabilities and strengths.</param>
    public PhotometricTransform(PhotometricOptions options) => _steps =
    [
        (options.BiasFieldProbability, new BiasFieldStep(options.BiasFieldStrength, options.BiasFieldCorrelation)),
        (options.GhostProbability, new GhostStep(options.Ghost)),
        (options.StripeProbability, new StripeStep(options.Stripe)),
        (options.TransferCurveProbability, new TransferCurveStep(options.TransferCurveBend)),
        (options.GammaProbability, new GammaStep(options.Gamma)),
        (options.ContrastProbability, new ContrastStep(options.Contrast)),
        (options.BrightnessProbability, new BrightnessStep(options.Brightness)),
        (options.SharpeningProbability, new SharpeningStep(options.Sharpening)),
        (options.BlurProbability, new BlurStep(options.BlurSigmaPixels)),
        (options.LowResolutionProbability, new LowResolutionStep(options.LowResolutionBinning)),
        (options.NoiseProbability, new NoiseStep(options.Noise)),
        (options.ImpulseNoiseProbability, new ImpulseNoiseStep(options.ImpulseNoise)),
        (options.QuantizationProbability, new QuantizationStep(options.QuantizationLevels)),
        (options.OcclusionProbability, new OcclusionStep(options.OcclusionSide)),
    ];

    /// <summary>Draws and applies one change.</summary>
    /// <param name="sample">Finite image, changed in place; covered tissue is recorded as damaged.</param>
    /// <param name="random">Random stream.</param>
    public void Apply(SliceSample sample, RandomStream random)
    {
        foreach ((double probability, IPhotometricStep step) in _steps)
        {
            if (random.Chance(probability))
            {
                Raster<float>? before = sample.Damage is not null && step is OcclusionStep ? sample.Image.Clone() : null;
                step.Apply(sample.Image, random);
                if (before is not null)
                {
                    sample.SpoilChanged(before, least: 0);
                }
            }
        }
    }
}
