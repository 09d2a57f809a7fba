using System.Runtime.InteropServices;
using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>PNG pictures: 8-bit grey or region indices, and 8-bit colour.</summary>
internal static class PngFile
{
    // For pictures of slices, level 6 gives files a sixth smaller than level 2 in four times the time.
    private const int Compression = 2;

    /// <summary>Compresses a grey picture or a map of region indices.</summary>
    /// <param name="pixels">Values 0 … 255.</param>
    /// <returns>The bytes of a PNG file with one 8-bit channel.</returns>
    public static byte[] Encode(Raster<byte> pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        return VipsImage.EncodePng(pixels.Pixels, pixels.Width, pixels.Height, bands: 1, Compression);
    }

    /// <summary>Compresses a colour picture.</summary>
    /// <param name="pixels">Colours.</param>
    /// <returns>The bytes of a PNG file with three 8-bit channels.</returns>
    public static byte[] Encode(Raster<RegionColor> pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        return VipsImage.EncodePng(MemoryMarshal.AsBytes(pixels.Pixels), pixels.Width, pixels.Height, bands: 3, Compression);
    }

    /// <summary>Writes a grey picture or a map of region indices.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="pixels">Values 0 … 255.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Raster<byte> pixels) => Write(path, Encode(pixels));

    /// <summary>Writes a colour picture.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="pixels">Colours.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Raster<RegionColor> pixels) => Write(path, Encode(pixels));

    /// <summary>Writes a compressed picture.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="bytes">The bytes of a PNG file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, byte[] bytes) => OutputFile.WriteBytes(path, bytes);

    /// <summary>Reads an 8-bit colour picture; null if the file has no such picture.</summary>
    /// <param name="path">Image file.</param>
    /// <returns>The colours; an opaque fourth channel is ignored.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Raster<RegionColor>? FindColors(string path) => ImageFile.Using(path, default, image =>
    {
        VipsHeader header = image.Header;
        if (header.Bands is not (3 or 4) || header.SampleType != VipsSampleType.Byte || header.Pages != 1)
        {
            return null;
        }

        // One number a pixel, which a float holds exactly.
        var values = new Raster<float>(header.Width, header.Height);
        image.Read([.. ((double[])[65536, 256, 1, 0]).Take(header.Bands)], AxisWeights.BlockMean(header.Width, 1), AxisWeights.BlockMean(header.Height, 1), values.Pixels);
        return values.Map(value => new RegionColor((byte)((int)value >> 16), (byte)(((int)value >> 8) & 255), (byte)((int)value & 255)));
    });

    /// <summary>Reads a map of region indices.</summary>
    /// <param name="path">Image file with one 8-bit channel, or a palette, and one page; PNG, as it must be lossless.</param>
    /// <returns>The values, 0 … 255.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or not a picture with a single 8-bit channel.</exception>
    public static Raster<byte> ReadIndices(string path) => ImageFile.Using(path, default, image =>
    {
        VipsHeader header = image.Header;
        if (header.Bands != 1 || header.SampleType != VipsSampleType.Byte || header.Pages != 1)
        {
            throw new InvalidDataException(
                $"{path}: expected one 8-bit channel on one page, got {Counted.Of(header.Bands, "channel")} of {header.SampleType} samples on {Counted.Of(header.Pages, "page")}; save it as 8-bit grey PNG");
        }

        var values = new Raster<float>(header.Width, header.Height);
        image.Read([1], AxisWeights.BlockMean(header.Width, 1), AxisWeights.BlockMean(header.Height, 1), values.Pixels);
        return values.Map(value => (byte)value);
    }, keepIndices: true);
}
