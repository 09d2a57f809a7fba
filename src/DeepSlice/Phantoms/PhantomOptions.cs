namespace DeepSlice.Phantoms;

/// <summary>Options of synthetic slices.</summary>
internal sealed record PhantomOptions
{
    private readonly int _sizePixels = 96;
    private readonly double _mildArtifacts = 0.3;
    private readonly double _variation = 1;

    /// <summary>Side of the square slice in pixels, 32 … 8192.</summary>
    /// <value>Default: 96.</value>
    /// <exception cref="ArgumentOutOfRangeException">The side is out of range.</exception>
    public int SizePixels
    {
        get => _sizePixels;
        init => _sizePixels = Ensure.InRange(value, 32, 8192, nameof(SizePixels));
    }

    /// <summary>
    /// Probability, 0 … 1, of each mild artifact in a slice: uneven illumination, a tear, a missing piece at the border, debris, blur.
    /// Camera noise is always added.
    /// </summary>
    /// <value>Default: 0.3.</value>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public double MildArtifacts
    {
        get => _mildArtifacts;
        init => _mildArtifacts = Ensure.InRange(value, 0, 1, nameof(MildArtifacts));
    }

    /// <summary>Variation of shape and staining between slices, 0 … 2; 1 is as in real slices, 0 gives the mean shape.</summary>
    /// <value>Default: 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public double Variation
    {
        get => _variation;
        init => _variation = Ensure.InRange(value, 0, 2, nameof(Variation));
    }

    /// <summary>
    /// Whether slices have a random rotation, position, scale and mirroring, as under a microscope. Otherwise the cortex is
    /// at the top and the cerebellum on the right.
    /// </summary>
    /// <value>Default: true.</value>
    public bool RandomPose { get; init; } = true;
}
