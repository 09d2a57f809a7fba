namespace DeepSlice.Augmentation.Artifacts;

/// <summary>One kind of thing that happens to real slices while they are cut, floated, mounted, stained and imaged.</summary>
/// <remarks>
/// Lengths are fractions of the slice's extent, the diagonal of its tissue's bounding box, so that an artifact means the same at every
/// resolution. Tissue is what has a label other than 0, or, without labels, what <see cref="Imaging.TissueMask"/> finds. What is laid bare
/// shows the slice's own background with its noise. Thread-safe: an instance may serve many threads at once.
/// </remarks>
public abstract class Artifact
{
    private readonly SeverityScale _scale;

    private protected Artifact(string key, string name, string description, SeverityScale scale)
    {
        Key = key;
        Name = name;
        Description = description;
        _scale = scale;
    }

    /// <summary>Short name used in options and files, as <c>missing-piece</c>.</summary>
    public string Key { get; }

    /// <summary>Name shown to people.</summary>
    public string Name { get; }

    /// <summary>One sentence on what it is and how it comes about.</summary>
    public string Description { get; }

    /// <summary>Whether tissue is moved or removed, and so the labels with it; otherwise the labels stay as they are.</summary>
    public abstract bool ChangesLabels { get; }

    /// <summary>What <see cref="Amounts"/> counts, in words.</summary>
    public string Measure => _scale.Measure;

    /// <summary>How strong the artifact is at the severities of <see cref="ArtifactCatalog.Severities"/>; between them it changes steadily.</summary>
    public IReadOnlyList<double> Amounts => _scale.Amounts;

    /// <summary>Makes a slice suffer the artifact.</summary>
    /// <param name="sample">Image with or without labels; it is left as it is.</param>
    /// <param name="severity">0, which changes nothing, to 1.</param>
    /// <param name="random">
    /// Its seed alone chooses the artifact, not what has been drawn from it: the same seed gives the same tear at every severity and resolution.
    /// </param>
    /// <returns>
    /// A new sample of the same size with finite grey values in the same unit; labels are shared with the given sample where they do not change. At severity 0
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

    /// <summary>The amount at a severity above 0.</summary>
    private protected double Amount(double severity) => _scale.At(severity);

    private protected abstract SliceSample Change(Specimen specimen, double severity, RandomStream random);
}
