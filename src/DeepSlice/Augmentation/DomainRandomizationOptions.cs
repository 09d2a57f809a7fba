namespace DeepSlice.Augmentation;

/// <summary>How often and how strongly region intensities are randomised, so that the network relies on shape more than on stain.</summary>
/// <remarks>After Billot et al. 2023 (SynthSeg, doi:10.1016/j.media.2023.102789), but part of the slice's own texture is kept.</remarks>
public sealed record DomainRandomizationOptions
{
    /// <summary>Probability, 0 … 1, that the intensities of a slice are randomised.</summary>
    /// <value>Default 0.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Probability { get; init => field = Ensure.InRange(value, 0, 1, nameof(Probability)); } = 0.2;

    /// <summary>Range of the new mean intensity, within 0 … 5, drawn for each region; 1 is the middle of the tissue.</summary>
    /// <value>Default 0.4 … 2.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Mean { get; init => field = value.Within(0, 5, nameof(Mean)); } = new(0.4, 2);

    /// <summary>Interpolation from the region's own mean (0) to the drawn mean (1), within 0 … 1.</summary>
    /// <value>Default 0.3 … 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Strength { get; init => field = value.Within(0, 1, nameof(Strength)); } = new(0.3, 1);

    /// <summary>Factor of the texture within a region, within −2 … 2; negative values invert it.</summary>
    /// <value>Default −0.8 … 1.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Texture { get; init => field = value.Within(-2, 2, nameof(Texture)); } = new(-0.8, 1.2);

    /// <summary>Standard deviation of the blur at region borders in pixels, within 0 … 20.</summary>
    /// <value>Default 0.5 … 1.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange BorderSigmaPixels { get; init => field = value.Within(0, 20, nameof(BorderSigmaPixels)); } = new(0.5, 1.5);
}
