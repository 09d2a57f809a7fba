using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>An image with outlines on top, as ImageJ saves an image that has an overlay.</summary>
/// <remarks>
/// A TIFF of one 32-bit floating-point channel. ImageJ reads the outlines, which are in pixels of this image, from its own tags 50838 and 50839
/// (<c>ij.io.TiffDecoder</c>, <c>ij.io.MetaData</c>); other programs ignore them.
/// </remarks>
internal static class ImageJOverlayFile
{
    private const ushort MetadataLengths = 50838;
    private const ushort Metadata = 50839;
    private const int RowsOfStrip = 64;
    private const double Millionths = 1e6;

    /// <summary>The bytes of a file.</summary>
    /// <param name="image">Grey values, kept bit for bit.</param>
    /// <param name="black">Value that is shown black.</param>
    /// <param name="white">Value that is shown white.</param>
    /// <param name="micrometresPerPixel">Side of a pixel of this image; null if unknown.</param>
    /// <param name="rois">Outlines in pixels of this image.</param>
    public static byte[] Encode(Raster<float> image, double black, double white, double? micrometresPerPixel, IReadOnlyList<ImageJRoi> rois)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[TiffDirectory.HeaderBytes]);
        (long[] offsets, long[] lengths) = WriteStrips(stream, image);
        byte[][] outlines = [.. rois.Select(RoiEncoder.Encode)];
        string description = Description(black, white, micrometresPerPixel is not null);
        List<(ushort Tag, ushort Type, long[] Values)> tags =
        [
            (254, TiffDirectory.Long, [0]),
            (256, TiffDirectory.Long, [image.Width]),
            (257, TiffDirectory.Long, [image.Height]),
            (258, TiffDirectory.Short, [32]),
            (259, TiffDirectory.Short, [8]),
            (262, TiffDirectory.Short, [1]),
            (270, TiffDirectory.Ascii, [.. Encoding.ASCII.GetBytes(description).Select(letter => (long)letter), 0]),
            (273, TiffDirectory.Long, offsets),
            (277, TiffDirectory.Short, [1]),
            (278, TiffDirectory.Long, [RowsOfStrip]),
            (279, TiffDirectory.Long, lengths),
            (339, TiffDirectory.Short, [3]),
        ];

        // Pixels per micrometre; ImageJ takes the unit from the description.
        if (micrometresPerPixel is { } side && Math.Round(side * Millionths) is >= 1 and <= uint.MaxValue and var micro)
        {
            long[] resolution = [(long)Millionths, (long)micro];
            tags.AddRange([(282, TiffDirectory.Rational, resolution), (283, TiffDirectory.Rational, resolution), (296, TiffDirectory.Short, [1])]);
        }

        if (outlines.Length > 0)
        {
            byte[] head = Head(outlines.Length);
            tags.Add((MetadataLengths, TiffDirectory.Long, [head.Length, .. outlines.Select(outline => (long)outline.Length)]));
            tags.Add((Metadata, TiffDirectory.Byte, [.. head.Concat(outlines.SelectMany(outline => outline)).Select(value => (long)value)]));
        }

        var directory = new TiffDirectory(stream, isBig: false);
        directory.WriteHeader(directory.Write(tags));
        return stream.ToArray();
    }

    private static (long[] Offsets, long[] Lengths) WriteStrips(MemoryStream stream, Raster<float> image)
    {
        List<long> offsets = [];
        List<long> lengths = [];
        for (int top = 0; top < image.Height; top += RowsOfStrip)
        {
            offsets.Add(stream.Position);
            using (var compressed = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            {
                for (int y = top; y < Math.Min(top + RowsOfStrip, image.Height); y++)
                {
                    compressed.Write(MemoryMarshal.AsBytes(image.Row(y)));
                }
            }

            lengths.Add(stream.Position - offsets[^1]);
        }

        return ([.. offsets], [.. lengths]);
    }

    private static string Description(double black, double white, bool hasUnit) =>
        string.Create(CultureInfo.InvariantCulture, $"ImageJ=1.53t\n{(hasUnit ? "unit=micron\n" : "")}min={black:R}\nmax={white:R}\n");

    /// <summary>What the metadata hold: so many outlines of an overlay.</summary>
    private static byte[] Head(int count)
    {
        byte[] head = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0x494A494A); // "IJIJ"
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), 0x6F766572); // "over"
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), count);
        return head;
    }
}
