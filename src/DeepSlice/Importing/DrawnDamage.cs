using System.Numerics.Tensors;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Importing;

/// <summary>What is damaged in an image, or to be left out for another reason, before padding to the common size of the dataset.</summary>
/// <param name="Outlines">Outlines in full-resolution pixels.</param>
/// <param name="Masks">Masks of the size of the binned image.</param>
internal sealed record DrawnDamage(IReadOnlyList<Outline<PixelPoint>> Outlines, IReadOnlyList<Raster<byte>> Masks)
{
    /// <summary>Reads a mask of an image, at full resolution or reduced, for the binned image.</summary>
    /// <param name="path">PNG file.</param>
    /// <param name="original">Size of the image.</param>
    /// <param name="binning">Binning of the image.</param>
    /// <returns>A mask of the binned image's size; of one at full resolution, the majority of each block counts.</returns>
    /// <exception cref="InvalidDataException">The file is no mask, or has other proportions than the image.</exception>
    public static Raster<byte> ReadMask(string path, RasterSize original, Binning binning)
    {
        Raster<byte> mask = DamageMaskFile.Read(path);
        if (mask.Size == original)
        {
            return BlockMajority.Apply(mask, binning);
        }

        // Reduced sizes are rounded to whole pixels.
        double difference = Math.Abs(((double)mask.Width * original.Height) - ((double)mask.Height * original.Width));
        return difference <= Math.Max(original.Width, original.Height)
            ? TissueScaling.Resample(mask, binning.Binned(original))
            : throw new InvalidDataException($"{path}: expected a mask of {original} pixels as its image has, or reduced in proportion, got {mask.Size}; save the mask of this image");
    }

    /// <summary>The damage on the working grid; null if there is none.</summary>
    /// <param name="padding">From the binned image to the working grid.</param>
    /// <param name="frame">How the working grid lies on the image.</param>
    /// <param name="rule">Which pixels belong to an outline.</param>
    public Raster<byte>? Place(Padding padding, SliceFrame frame, RasterRule rule)
    {
        var damage = new Raster<byte>(padding.PaddedSize);
        foreach (Outline<PixelPoint> outline in Outlines)
        {
            PolygonRasterizer.Fill(outline.Map(frame.ToWorking), rule, damage, DamageMask.Marked);
        }

        foreach (Raster<byte> mask in Masks)
        {
            TensorPrimitives.BitwiseOr(damage.Pixels, padding.Pad(mask).Pixels, damage.Pixels);
        }

        return damage.Pixels.ContainsAnyExcept(DamageMask.Sound) ? damage : null;
    }
}
