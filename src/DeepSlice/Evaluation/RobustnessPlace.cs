using System.Globalization;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>One cell of a scorecard: an artifact at a severity, or the clean slices.</summary>
internal sealed record RobustnessPlace
{
    private RobustnessPlace(Artifact? artifact, int severity)
    {
        Artifact = artifact;
        Severity = severity;
    }

    /// <summary>The clean slices.</summary>
    public static RobustnessPlace Clean { get; } = new(null, 0);

    /// <summary>The artifact; null for the clean slices.</summary>
    public Artifact? Artifact { get; }

    /// <summary>1, the mildest, to 5, the severities of <see cref="ArtifactCatalog.Severities"/>; 0 for the clean slices.</summary>
    public int Severity { get; }

    /// <summary>Key, valid as a file name, for example <c>tear-3</c> or <c>clean</c>; unique within a scorecard.</summary>
    public string Key => Artifact is null ? "clean" : string.Create(CultureInfo.InvariantCulture, $"{Artifact.Key}-{Severity}");

    /// <summary>An artifact at one of the severities.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="severity">1 … 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">The severity is out of range.</exception>
    public static RobustnessPlace Of(Artifact artifact, int severity)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return new RobustnessPlace(artifact, Ensure.InRange(severity, 1, ArtifactCatalog.Severities.Count));
    }

    /// <summary>An artifact at all severities, mildest first.</summary>
    /// <param name="artifact">The artifact.</param>
    public static IEnumerable<RobustnessPlace> Of(Artifact artifact) =>
        Enumerable.Range(1, ArtifactCatalog.Severities.Count).Select(severity => Of(artifact, severity));

    /// <summary>All cells of a scorecard: the clean slices, then every artifact at all severities.</summary>
    /// <param name="artifacts">The artifacts.</param>
    public static IReadOnlyList<RobustnessPlace> All(IEnumerable<Artifact> artifacts) => [Clean, .. artifacts.SelectMany(Of)];

    /// <summary>Applies the artifact of this cell to a slice.</summary>
    /// <param name="slice">The slice, with or without annotation.</param>
    /// <returns>
    /// The slice with changed image and annotation. The change depends only on the slice's id, the artifact's key and the severity:
    /// it is the same for every model, order and number of slices.
    /// </returns>
    public Slice Corrupt(Slice slice)
    {
        ArgumentNullException.ThrowIfNull(slice);
        if (Artifact is null)
        {
            return slice;
        }

        RandomStream random = new RandomStream(0).Derive("robustness").Derive(slice.Id).Derive(Artifact.Key).Derive(Key);
        var sample = new SliceSample(slice.Image, slice.Regions?.Indices) { Damage = slice.Damage };
        SliceSample changed = Artifact.Apply(sample, ArtifactCatalog.Severities[Severity - 1], random);
        return slice with
        {
            Image = changed.Image,
            Damage = changed.Damage,
            Regions = changed.Labels is null ? null : new RegionMap(slice.Regions!.Catalog, changed.Labels),
        };
    }
}
