namespace DeepSlice.Augmentation.Artifacts;

/// <summary>All artifacts.</summary>
internal static class ArtifactCatalog
{
    /// <summary>The five severities at which artifacts are shown and scored, see <see cref="Artifact.Amounts"/>.</summary>
    public static IReadOnlyList<double> Severities { get; } = [0.2, 0.4, 0.6, 0.8, 1];

    /// <summary>All artifacts, in the order from cutting to imaging; keys are unique.</summary>
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

    /// <summary>Keys of all artifacts, for messages.</summary>
    public static string Keys { get; } = string.Join(", ", All.Select(artifact => artifact.Key));

    /// <summary>Finds an artifact by its key.</summary>
    /// <param name="artifact">Key, for example <c>missing-piece</c>.</param>
    /// <exception cref="ArgumentException">The key is unknown.</exception>
    public static Artifact Get(string artifact) =>
        All.FirstOrDefault(one => one.Key == artifact)
        ?? throw new ArgumentException($"expected one of {Keys}, got artifact '{artifact}'", nameof(artifact));
}
