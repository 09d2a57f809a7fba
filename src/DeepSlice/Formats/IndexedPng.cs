using System.Buffers.Binary;
using System.IO.Compression;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>PNG files with a palette (colour type 3): an index for each pixel, and a colour for each index. Any viewer shows the colours; the indices come back as they were.</summary>
/// <remarks>libvips gives the colours of such a file and not its indices, so it is read and written here.</remarks>
/// <param name="Indices">The index of each pixel.</param>
/// <param name="Palette">The colours of the indices.</param>
internal sealed record IndexedPng(Raster<byte> Indices, IReadOnlyList<RegionColor> Palette)
{
    private const int HeaderLength = 13;
    private const int ChunkFrame = 12; // length, name and check
    private const int BestCompression = 1100; // Deflate reaches 1032 : 1

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

    /// <summary>Whether a file is a PNG with a palette.</summary>
    /// <param name="path">The file; may be missing.</param>
    public static bool IsOne(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[_signature.Length + 8 + HeaderLength];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.StartsWith(_signature) && start[25] == 3;
    }

    /// <summary>Reads a file for which <see cref="IsOne"/> holds.</summary>
    /// <param name="path">The file, of 1, 2, 4 or 8 bits a pixel.</param>
    /// <exception cref="InvalidDataException">The file is damaged, too large or interlaced.</exception>
    public static IndexedPng Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        (int width, int height, int depth, bool isInterlaced) = ReadHeader(file);
        List<RegionColor> palette = [];
        using var packed = new MemoryStream();
        foreach ((ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> content) in Chunks(file))
        {
            if (name.Span.SequenceEqual("PLTE"u8))
            {
                palette.AddRange(content.ToArray().Chunk(3).Where(entry => entry.Length == 3).Select(entry => new RegionColor(entry[0], entry[1], entry[2])));
            }
            else if (name.Span.SequenceEqual("IDAT"u8))
            {
                packed.Write(content.Span);
            }
        }

        if (isInterlaced || depth is not (1 or 2 or 4 or 8))
        {
            throw new InvalidDataException($"{path}: expected a PNG of 1, 2, 4 or 8 bits without interlacing, got {depth} bits{(isInterlaced ? " with interlacing" : "")}; save it without interlacing");
        }

        if (width < 1 || height < 1 || (long)width * height > Math.Min(Array.MaxLength, packed.Length * BestCompression * (8 / depth)))
        {
            throw new InvalidDataException($"{path}: expected a complete PNG, got {packed.Length} bytes for {width}×{height} pixels; copy or save it again");
        }

        packed.Position = 0;
        var indices = new Raster<byte>(width, height);
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            PngRows.Read(zlib, depth, indices);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: expected a complete PNG, got a damaged one, or one cut short; copy or save it again", error);
        }

        return new IndexedPng(indices, palette);
    }

    private static (int Width, int Height, int Depth, bool IsInterlaced) ReadHeader(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> header = file.Slice(_signature.Length + 8, HeaderLength);
        return (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]), header[8], header[12] != 0);
    }

    // A chunk that reaches beyond the file ends the list: the pixels are then incomplete.
    private static IEnumerable<(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Content)> Chunks(byte[] file)
    {
        int at = _signature.Length;
        while (at + ChunkFrame <= file.Length)
        {
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)), (uint)(file.Length - at - 8));
            yield return (file.AsMemory(at + 4, 4), file.AsMemory(at + 8, length));
            at = (int)Math.Min(file.Length, (long)at + ChunkFrame + length);
        }
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
