namespace DeepSlice.Augmentation;

/// <summary>How often and how strongly the regions of training slices are given other intensities, so that shapes count more than stains.</summary>
/// <remarks>After Billot et al. 2023 (SynthSeg, doi:10.1016/j.media.2023.102789), with the slice's own texture kept in part.</remarks>
public sealed record DomainRandomizationOptions
{
    /// <summary>Probability, 0 … 1, that a slice is given other intensities.</summary>
    /// <value>Default 0.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Probability { get; init => field = Ensure.InRange(value, 0, 1, nameof(Probability)); } = 0.2;

    /// <summary>Mean intensity a region is given, within 0 … 5; each region draws its own, the middle of the tissue being 1.</summary>
    /// <value>Default 0.4 … 2.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Mean { get; init => field = value.Within(0, 5, nameof(Mean)); } = new(0.4, 2);

    /// <summary>Share of the way from a region's own mean to the drawn one, within 0 … 1.</summary>
    /// <value>Default 0.3 … 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Strength { get; init => field = value.Within(0, 1, nameof(Strength)); } = new(0.3, 1);

    /// <summary>Factor of the texture within a region, within −2 … 2; below 0 bright and dark change places.</summary>
    /// <value>Default −0.8 … 1.2.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange Texture { get; init => field = value.Within(-2, 2, nameof(Texture)); } = new(-0.8, 1.2);

    /// <summary>Standard deviation in pixels, within 0 … 20, over which neighbouring regions run into one another.</summary>
    /// <value>Default 0.5 … 1.5.</value>
    /// <exception cref="ArgumentOutOfRangeException">An end is out of range.</exception>
    public NumberRange BorderSigmaPixels { get; init => field = value.Within(0, 20, nameof(BorderSigmaPixels)); } = new(0.5, 1.5);
}
