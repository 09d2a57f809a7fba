using DeepSlice.Augmentation.Artifacts;
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
    /// <param name="source">Normalised image, in which non-finite pixels count as background and others are clamped to ±10⁶; labels; damage or none.</param>
    /// <param name="random">Random stream; equal streams give equal results.</param>
    /// <param name="target">Receives image, labels, and damage if both have it; any size. The slice is centred in it before it is moved.</param>
    public void Augment(SliceSample source, RandomStream random, SliceSample target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(target);
        Vary(new SpatialTransform(_spatial, random, source.Image.Size, target.Image.Size), source, random, target);
    }

    /// <summary>Augments a patch of a slice once.</summary>
    /// <param name="source">As of <see cref="Augment"/>.</param>
    /// <param name="middle">Point in the slice that becomes the centre of the patch.</param>
    /// <param name="random">Random stream; equal streams give equal results.</param>
    /// <param name="target">As of <see cref="Augment"/>, in the size of the patch.</param>
    /// <returns>Source coordinates of the patch's pixels.</returns>
    internal ISourceMap AugmentPatch(SliceSample source, BinnedPoint middle, RandomStream random, SliceSample target)
    {
        var transform = new SpatialTransform(_spatial, random, source.Image.Size, target.Image.Size, middle);
        Vary(transform, source, random, target);
        return transform;
    }

    private void Vary(SpatialTransform transform, SliceSample source, RandomStream random, SliceSample target)
    {
        SliceResampler.Apply(transform, source, target, Limit);
        _domain.Apply(target.Image, target.Labels!, random.Derive("domain"));
        _photometric.Apply(target, random);
    }
}
