namespace DeepSlice.Augmentation;

/// <summary>How training slices are varied.</summary>
public sealed record AugmentationOptions
{
    /// <summary>No variation: slices are only centred in the working frame.</summary>
    public static AugmentationOptions None { get; } = new()
    {
        Spatial = SpatialOptions.None,
        Photometric = PhotometricOptions.None,
        DomainRandomization = new DomainRandomizationOptions { Probability = 0 },
        Artifacts = ArtifactOptions.None,
    };

    /// <summary>Changes of position and shape, applied to image and labels alike.</summary>
    /// <value>Default: <see cref="SpatialOptions"/> with its own defaults.</value>
    public SpatialOptions Spatial { get; init; } = new();

    /// <summary>Changes of intensity, applied to the image alone.</summary>
    /// <value>Default: <see cref="PhotometricOptions"/> with its own defaults.</value>
    public PhotometricOptions Photometric { get; init; } = new();

    /// <summary>Other intensities for each region.</summary>
    /// <value>Default: <see cref="DomainRandomizationOptions"/> with its own defaults.</value>
    public DomainRandomizationOptions DomainRandomization { get; init; } = new();

    /// <summary>What happens to real slices: tears, folds, debris, saturation and more, applied to image and labels before anything else.</summary>
    /// <value>Default: <see cref="ArtifactOptions"/> with its own defaults.</value>
    public ArtifactOptions Artifacts { get; init; } = new();
}
