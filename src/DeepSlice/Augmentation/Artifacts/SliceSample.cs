using DeepSlice.Geometry;
using DeepSlice.Slices;

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

    /// <summary>Damage (H, W), values of <see cref="DamageMask"/>; null if it is not recorded.</summary>
    /// <exception cref="ArgumentException">Image and damage differ in size.</exception>
    public Raster<byte>? Damage
    {
        get;
        init => field = value is null || value.Size == Image.Size
            ? value
            : throw new ArgumentException($"expected damage of the image's size {Image.Size}, got {value.Size}", nameof(value));
    }

    /// <summary>This sample, or the same with a mask of sound pixels if it has none.</summary>
    public SliceSample WithMask() => Damage is null ? new SliceSample(Image, Labels) { Damage = new Raster<byte>(Image.Size) } : this;

    /// <summary>Records a pixel of tissue as damaged by an artifact.</summary>
    /// <param name="pixel">Index of the pixel in row-major order; it must still have its label.</param>
    public void Spoil(int pixel)
    {
        if (Damage is { } damage && Labels is { } labels && labels.Pixels[pixel] != 0 && damage.Pixels[pixel] == DamageMask.Sound)
        {
            damage.Pixels[pixel] = DamageMask.Made;
        }
    }

    /// <summary>Records tissue as damaged by an artifact where the image changed.</summary>
    /// <param name="before">The image before the artifact.</param>
    /// <param name="least">Least change of a grey value that counts.</param>
    public void SpoilChanged(Raster<float> before, double least)
    {
        for (int i = 0; i < before.Pixels.Length; i++)
        {
            if (Math.Abs(Image.Pixels[i] - before.Pixels[i]) > least)
            {
                Spoil(i);
            }
        }
    }
}
