using System.Buffers.Binary;

namespace DeepSlice.Formats;

/// <summary>Writes a little-endian TIFF: its header, and tables of tags (TIFF 6.0; BigTIFF).</summary>
/// <param name="stream">Seekable stream, positioned at the end.</param>
/// <param name="isBig">Whether the file is a BigTIFF.</param>
internal sealed class TiffDirectory(Stream stream, bool isBig)
{
    public const ushort Byte = 1;
    public const ushort Ascii = 2;
    public const ushort Short = 3;
    public const ushort Long = 4;
    public const ushort Rational = 5;
    public const ushort Long8 = 16;

    /// <summary>Size of a BigTIFF header; a classic TIFF header needs half of it. A file begins with so many bytes, which <see cref="WriteHeader"/> fills.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Writes a table of tags after the values that do not fit into it, and returns its offset.</summary>
    /// <param name="tags">The tags in any order; a rational has two values.</param>
    public long Write(IEnumerable<(ushort Tag, ushort Type, long[] Values)> tags)
    {
        int wordBytes = isBig ? 8 : 4;
        (ushort Tag, ushort Type, long[] Values)[] ordered = [.. tags.OrderBy(entry => entry.Tag)];
        using var directory = new MemoryStream();
        Put(directory, ordered.Length, isBig ? 8 : 2);
        foreach ((ushort tag, ushort type, long[] values) in ordered)
        {
            Put(directory, tag, 2);
            Put(directory, type, 2);
            Put(directory, type == Rational ? values.Length / 2 : values.Length, wordBytes);
            using var content = new MemoryStream();
            foreach (long value in values)
            {
                Put(content, value, type switch { Byte or Ascii => 1, Short => 2, Long8 => 8, _ => 4 });
            }

            if (content.Length > wordBytes)
            {
                Put(directory, Align(), wordBytes);
                content.WriteTo(stream);
            }
            else
            {
                content.WriteTo(directory);
                directory.Write(new byte[wordBytes - (int)content.Length]);
            }
        }

        Put(directory, 0, wordBytes);
        long place = Align();
        directory.WriteTo(stream);
        return place;
    }

    /// <summary>Writes the header, which completes the file.</summary>
    /// <param name="first">Offset of the table of the first page.</param>
    public void WriteHeader(long first)
    {
        stream.Position = 0;
        stream.Write("II"u8);
        Put(stream, isBig ? 43 : 42, 2);
        if (isBig)
        {
            Put(stream, 8, 4);
        }

        Put(stream, first, isBig ? 8 : 4);
    }

    /// <summary>Seeks to a multiple of eight.</summary>
    private long Align()
    {
        stream.Write(new byte[(8 - (int)(stream.Position % 8)) % 8]);
        return stream.Position;
    }

    private static void Put(Stream target, long value, int bytes)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(all, value);
        target.Write(all[..bytes]);
    }
}
