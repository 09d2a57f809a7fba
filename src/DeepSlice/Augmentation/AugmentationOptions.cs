namespace DeepSlice.Augmentation;

/// <summary>Augmentation of training slices.</summary>
public sealed record AugmentationOptions
{
    /// <summary>No augmentation: slices are only centred in the working frame.</summary>
    public static AugmentationOptions None { get; } = new()
    {
        Spatial = SpatialOptions.None,
        Photometric = PhotometricOptions.None,
        DomainRandomization = new DomainRandomizationOptions { Probability = 0 },
        Artifacts = ArtifactOptions.None,
    };

    /// <summary>Spatial augmentation, applied to image and labels.</summary>
    /// <value>Default: the defaults of <see cref="SpatialOptions"/>.</value>
    public SpatialOptions Spatial { get; init; } = new();

    /// <summary>Photometric augmentation, applied to the image only.</summary>
    /// <value>Default: the defaults of <see cref="PhotometricOptions"/>.</value>
    public PhotometricOptions Photometric { get; init; } = new();

    /// <summary>Random intensities per region.</summary>
    /// <value>Default: the defaults of <see cref="DomainRandomizationOptions"/>.</value>
    public DomainRandomizationOptions DomainRandomization { get; init; } = new();

    /// <summary>Artifacts of real slices (tears, folds, debris, saturation and others), applied to image and labels first.</summary>
    /// <value>Default: the defaults of <see cref="ArtifactOptions"/>.</value>
    public ArtifactOptions Artifacts { get; init; } = new();
}
