namespace DeepSlice.Augmentation.Artifacts;

/// <summary>All artifacts there are.</summary>
public static class ArtifactCatalog
{
    /// <summary>The five severities at which artifacts are shown and scored; <see cref="Artifact.Amounts"/> belongs to them.</summary>
    public static IReadOnlyList<double> Severities { get; } = [0.2, 0.4, 0.6, 0.8, 1];

    /// <summary>The artifacts, from the knife to the camera; keys are unique.</summary>
    public static IReadOnlyList<Artifact> All { get; } =
    [
        new RotationArtifact(),
        new ElasticArtifact(),
        new CompressionArtifact(),
        new TearArtifact(),
        new MissingPieceArtifact(),
        new HemisectionArtifact(),
        new FoldArtifact(),
        new DebrisArtifact(),
        new BubbleArtifact(),
        new IlluminationArtifact(),
        new TileShadingArtifact(),
        new SaturationArtifact(),
        new FadingArtifact(),
        new FocusArtifact(),
        new NoiseArtifact(),
        new StainArtifact(),
        new BackgroundArtifact(),
    ];

    /// <summary>The keys of all artifacts, for messages.</summary>
    public static string Keys { get; } = string.Join(", ", All.Select(artifact => artifact.Key));

    /// <summary>Finds an artifact by its key.</summary>
    /// <param name="artifact">Key, as <c>missing-piece</c>.</param>
    /// <exception cref="ArgumentException">There is no such artifact.</exception>
    public static Artifact Get(string artifact) =>
        All.FirstOrDefault(one => one.Key == artifact)
        ?? throw new ArgumentException($"found artifact '{artifact}', allowed are {Keys}", nameof(artifact));
}
