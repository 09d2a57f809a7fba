using System.Buffers.Binary;
using System.IO.Compression;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>PNG files with a palette (colour type 3): an index for each pixel, and a colour for each index. Any viewer shows the colours; the indices come back as they were.</summary>
/// <remarks>libvips writes no palette of one's own choice. <see cref="PngFile.ReadIndices"/> reads the indices.</remarks>
/// <param name="Indices">The index of each pixel.</param>
/// <param name="Palette">The colours of the indices.</param>
internal sealed record IndexedPng(Raster<byte> Indices, IReadOnlyList<RegionColor> Palette)
{
    private const int HeaderLength = 13;
    private const int ChunkFrame = 12; // length, name and check
    private const int LongestPalette = 3 * 256;

    private static readonly byte[] _signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>The bytes of the file.</summary>
    public byte[] Encode()
    {
        using var file = new MemoryStream();
        file.Write(_signature);
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, Indices.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Indices.Height);
        (header[8], header[9]) = (8, 3);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "PLTE"u8, [.. Palette.SelectMany(color => (byte[])[color.Red, color.Green, color.Blue])]);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < Indices.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(Indices.Row(y));
            }
        }

        WriteChunk(file, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The palette of a file; empty if it is no PNG, or has none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<RegionColor> PaletteOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[ChunkFrame - 4];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.SequenceEqual(_signature))
        {
            return [];
        }

        // The palette precedes the pixels.
        while (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && !start[4..].SequenceEqual("IDAT"u8))
        {
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start), int.MaxValue);
            if (start[4..].SequenceEqual("PLTE"u8))
            {
                var colors = new byte[Math.Min(length, LongestPalette)];
                int read = file.ReadAtLeast(colors, colors.Length, throwOnEndOfStream: false);
                return [.. colors[..read].Chunk(3).Where(entry => entry.Length == 3).Select(entry => new RegionColor(entry[0], entry[1], entry[2]))];
            }

            file.Seek(length + 4L, SeekOrigin.Current);
        }

        return [];
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(name);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Check(Check(uint.MaxValue, name), content));
        file.Write(number);
    }

    /// <summary>CRC-32 of ISO 3309, as PNG has it.</summary>
    private static uint Check(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) == 0 ? 0 : 0xEDB88320);
            }
        }

        return sum;
    }
}
