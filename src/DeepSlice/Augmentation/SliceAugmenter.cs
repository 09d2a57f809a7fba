using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Varies training slices: position and shape of image and labels together, then the intensities of the image.</summary>
/// <remarks>
/// One transform is drawn per call. The image is interpolated, the labels are taken from the nearest pixel, at the same places, so that
/// labels stay what they are; what comes from outside the slice is background. Thread-safe: an instance may serve many threads at once,
/// each with its own stream and targets.
/// </remarks>
public sealed class SliceAugmenter
{
    /// <summary>Largest magnitude of an intensity; beyond it the steps could not stay finite.</summary>
    private const float Limit = 1e6f;

    private readonly SpatialOptions _spatial;
    private readonly DomainRandomization _domain;
    private readonly PhotometricTransform _photometric;

    /// <summary>Makes an augmenter.</summary>
    /// <param name="options">What may happen, and how strongly.</param>
    public SliceAugmenter(AugmentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _spatial = options.Spatial;
        _domain = new DomainRandomization(options.DomainRandomization);
        _photometric = new PhotometricTransform(options.Photometric);
    }

    /// <summary>Draws one variation of a slice.</summary>
    /// <param name="image">Normalised image (H, W); pixels that are no finite number count as background, others are limited to ±10⁶.</param>
    /// <param name="labels">Region indices (H, W).</param>
    /// <param name="random">Source of the draws; equal streams give equal results.</param>
    /// <param name="targetImage">Receives the image; of any size, the slice lies in its centre before it is moved.</param>
    /// <param name="targetLabels">Receives the labels, of the size of <paramref name="targetImage"/>.</param>
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

    /// <summary>Draws one variation of a patch of a slice, wherever it lies.</summary>
    /// <param name="source">Normalised image (H, W) and its region indices.</param>
    /// <param name="middle">Place in the slice that comes to the patch's middle.</param>
    /// <param name="random">Source of the draws; equal streams give equal results.</param>
    /// <param name="targetImage">Receives the image; its size is the patch's.</param>
    /// <param name="targetLabels">Receives the labels.</param>
    /// <returns>Where the patch's pixels come from.</returns>
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
            throw new ArgumentException($"found labels of {labels} for an image of {image}; they must have the same size", name);
        }
    }
}
