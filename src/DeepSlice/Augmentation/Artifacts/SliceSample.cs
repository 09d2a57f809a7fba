using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>What an artifact happens to: a slice's image, and its labels where they are known.</summary>
public sealed class SliceSample
{
    /// <summary>Makes a sample of rasters, which are kept, not copied.</summary>
    /// <param name="image">Grey values (H, W) in any unit; zeros that hang together with the frame's border, and what is no number, are padding.</param>
    /// <param name="labels">Region indices (H, W), 0 where there is no tissue; null where they are unknown.</param>
    /// <exception cref="ArgumentException">Image and labels differ in size.</exception>
    public SliceSample(Raster<float> image, Raster<byte>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (labels is not null && labels.Size != image.Size)
        {
            throw new ArgumentException($"found labels of {labels.Size} for an image of {image.Size}; they must have the same size", nameof(labels));
        }

        Image = image;
        Labels = labels;
    }

    /// <summary>Grey values (H, W).</summary>
    public Raster<float> Image { get; }

    /// <summary>Region indices (H, W), or null.</summary>
    public Raster<byte>? Labels { get; }
}
