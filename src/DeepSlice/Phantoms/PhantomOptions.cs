namespace DeepSlice.Phantoms;

/// <summary>How synthetic slices look.</summary>
public sealed record PhantomOptions
{
    private readonly int _sizePixels = 96;
    private readonly double _mildArtifacts = 0.3;
    private readonly double _variation = 1;

    /// <summary>Side of the square slice in pixels, 32 … 8192.</summary>
    /// <value>96.</value>
    /// <exception cref="ArgumentOutOfRangeException">The side is out of range.</exception>
    public int SizePixels
    {
        get => _sizePixels;
        init => _sizePixels = Ensure.InRange(value, 32, 8192, nameof(SizePixels));
    }

    /// <summary>
    /// Probability, 0 … 1, of each mild artifact in a slice: uneven light, a tear, a missing bit of the margin, debris, blur.
    /// Camera noise is always there.
    /// </summary>
    /// <value>0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public double MildArtifacts
    {
        get => _mildArtifacts;
        init => _mildArtifacts = Ensure.InRange(value, 0, 1, nameof(MildArtifacts));
    }

    /// <summary>How much shapes and staining differ from slice to slice, 0 … 2; 1 is as in real slices, 0 gives the mean shape.</summary>
    /// <value>1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public double Variation
    {
        get => _variation;
        init => _variation = Ensure.InRange(value, 0, 2, nameof(Variation));
    }

    /// <summary>
    /// Whether slices lie at any angle, place, scale and either way round, as under a microscope; otherwise the cortex is
    /// up and the cerebellum right.
    /// </summary>
    /// <value>true.</value>
    public bool RandomPose { get; init; } = true;
}
