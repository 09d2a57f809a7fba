namespace DeepSlice.Augmentation.Artifacts;

/// <summary>A kind of artifact of real slices from cutting, floating, mounting, staining or imaging.</summary>
/// <remarks>
/// Lengths are fractions of the slice's extent, which is the diagonal of the tissue's bounding box, so that an artifact is the same at every
/// resolution. Tissue has a label other than 0 or, without labels, is found by <see cref="Imaging.TissueMask"/>. Uncovered pixels show the
/// slice's own background with its noise. Thread-safe.
/// </remarks>
internal abstract class Artifact
{
    private readonly SeverityScale _scale;

    private protected Artifact(string key, string name, string description, SeverityScale scale)
    {
        Key = key;
        Name = name;
        Description = description;
        _scale = scale;
    }

    /// <summary>Short name used in options and files, for example <c>missing-piece</c>.</summary>
    public string Key { get; }

    /// <summary>Display name.</summary>
    public string Name { get; }

    /// <summary>One sentence about the artifact and its cause.</summary>
    public string Description { get; }

    /// <summary>Whether tissue, and with it the labels, is moved or removed; otherwise the labels are unchanged.</summary>
    public abstract bool ChangesLabels { get; }

    /// <summary>Meaning and unit of <see cref="Amounts"/>.</summary>
    public string Measure => _scale.Measure;

    /// <summary>Strength at the severities of <see cref="ArtifactCatalog.Severities"/>; interpolated linearly in between.</summary>
    public IReadOnlyList<double> Amounts => _scale.Amounts;

    /// <summary>Applies the artifact to a slice.</summary>
    /// <param name="sample">Image with or without labels; not modified.</param>
    /// <param name="severity">0 (no change) to 1.</param>
    /// <param name="random">
    /// Only its seed determines the artifact, not the numbers already drawn: the same seed gives the same tear at every severity and resolution.
    /// </param>
    /// <returns>
    /// A new sample of the same size with finite grey values in the same unit; unchanged labels are shared with the given sample. At severity 0,
    /// the given sample.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The severity is out of range.</exception>
    public SliceSample Apply(SliceSample sample, double severity, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(random);
        Ensure.InRange(severity, 0, 1);
        return severity == 0 ? sample : Change(new Specimen(sample), severity, random.Derive(Key));
    }

    /// <summary>The amount at a severity.</summary>
    private protected double Amount(double severity) => _scale.At(severity);

    private protected abstract SliceSample Change(Specimen specimen, double severity, RandomStream random);
}
