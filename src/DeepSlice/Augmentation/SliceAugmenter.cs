using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Augments training slices: first position and shape of image and labels, then intensities of the image.</summary>
/// <remarks>
/// One transform is drawn per call. At the same coordinates, the image is interpolated and the labels are taken from the nearest pixel, so labels stay
/// categorical. Outside the slice there is background. Thread-safe: an instance may be used by several threads at once, each with its own
/// stream and targets.
/// </remarks>
internal sealed class SliceAugmenter
{
    /// <summary>Largest magnitude of an intensity; with larger ones the steps could overflow.</summary>
    private const float Limit = 1e6f;

    private readonly SpatialOptions _spatial;
    private readonly DomainRandomization _domain;
    private readonly PhotometricTransform _photometric;

    /// <summary>Creates an augmenter.</summary>
    /// <param name="options">Augmentation options.</param>
    public SliceAugmenter(AugmentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _spatial = options.Spatial;
        _domain = new DomainRandomization(options.DomainRandomization);
        _photometric = new PhotometricTransform(options.Photometric);
    }

    /// <summary>Augments a slice once.</summary>
    /// <param name="image">Normalised image (H, W); non-finite pixels count as background, others are clamped to ±10⁶.</param>
    /// <param name="labels">Region indices (H, W).</param>
    /// <param name="random">Random stream; equal streams give equal results.</param>
    /// <param name="targetImage">Receives the image, any size; the slice is centred in it before it is moved.</param>
    /// <param name="targetLabels">Receives the labels, same size as <paramref name="targetImage"/>.</param>
    /// <exception cref="ArgumentException">Image and labels differ in size.</exception>
    public void Augment(Raster<float> image, Raster<byte> labels, RandomStream random, Raster<float> targetImage, Raster<byte> targetLabels)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(targetImage);
        ArgumentNullException.ThrowIfNull(targetLabels);
        RequireSameSize(image.Size, labels.Size, nameof(labels));
        RequireSameSize(targetImage.Size, targetLabels.Size, nameof(targetLabels));
        Vary(new SpatialTransform(_spatial, random, image.Size, targetImage.Size), (image, labels), random, targetImage, targetLabels);
    }

    /// <summary>Augments a patch of a slice once.</summary>
    /// <param name="source">Normalised image (H, W) and region indices.</param>
    /// <param name="middle">Point in the slice that becomes the centre of the patch.</param>
    /// <param name="random">Random stream; equal streams give equal results.</param>
    /// <param name="targetImage">Receives the image, in the size of the patch.</param>
    /// <param name="targetLabels">Receives the labels.</param>
    /// <returns>Source coordinates of the patch's pixels.</returns>
    internal ISourceMap AugmentPatch(
        (Raster<float> Image, Raster<byte> Labels) source, BinnedPoint middle, RandomStream random, Raster<float> targetImage, Raster<byte> targetLabels)
    {
        var transform = new SpatialTransform(_spatial, random, source.Image.Size, targetImage.Size, middle);
        Vary(transform, source, random, targetImage, targetLabels);
        return transform;
    }

    private void Vary(
        SpatialTransform transform, (Raster<float> Image, Raster<byte> Labels) source, RandomStream random, Raster<float> targetImage, Raster<byte> targetLabels)
    {
        SliceResampler.Apply(transform, source, (targetImage, targetLabels), Limit);
        _domain.Apply(targetImage, targetLabels, random.Derive("domain"));
        _photometric.Apply(targetImage, random);
    }

    private static void RequireSameSize(RasterSize image, RasterSize labels, string name)
    {
        if (image != labels)
        {
            throw new ArgumentException($"expected labels of the image's size {image}, got {labels}", name);
        }
    }
}
