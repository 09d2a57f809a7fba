using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Input and output of an artifact: the image of a slice, and its labels if known.</summary>
internal sealed class SliceSample
{
    /// <summary>Creates a sample. The rasters are not copied.</summary>
    /// <param name="image">Grey values (H, W) in any unit; zeros and non-finite values connected to the border are padding.</param>
    /// <param name="labels">Region indices (H, W), 0 outside the tissue; null if unknown.</param>
    /// <exception cref="ArgumentException">Image and labels differ in size.</exception>
    public SliceSample(Raster<float> image, Raster<byte>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (labels is not null && labels.Size != image.Size)
        {
            throw new ArgumentException($"expected labels of the image's size {image.Size}, got {labels.Size}", nameof(labels));
        }

        Image = image;
        Labels = labels;
    }

    /// <summary>Grey values (H, W).</summary>
    public Raster<float> Image { get; }

    /// <summary>Region indices (H, W), or null.</summary>
    public Raster<byte>? Labels { get; }
}
