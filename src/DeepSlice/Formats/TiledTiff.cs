using System.Buffers.Binary;
using System.Text;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>Writes an 8-bit grey TIFF of Deflate-compressed tiles with one page; smaller levels are sub-IFDs.</summary>
/// <remarks>
/// Tiles are written as they arrive and the tile tables last, so no pixels are kept in memory. The file becomes a BigTIFF only if its
/// size requires it. Tiles with the same content may share storage. (TIFF 6.0; BigTIFF; Adobe's technical notes for sub-IFDs and Deflate.)
/// </remarks>
internal sealed class TiledTiff
{
    /// <summary>Columns and rows of a tile.</summary>
    public const int Tile = 512;

    private const ushort Ascii = 2;
    private const ushort Short = 3;
    private const ushort Long = 4;
    private const ushort Rational = 5;
    private const ushort Long8 = 16;

    /// <summary>Size of a BigTIFF header; a classic TIFF header needs half of it.</summary>
    private const int HeaderBytes = 16;

    private readonly Stream _stream;
    private readonly List<(RasterSize Size, List<long> Offsets, List<long> Lengths)> _levels = [];
    private bool _isBig;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Empty seekable stream; the caller closes it.</param>
    public TiledTiff(Stream stream)
    {
        _stream = stream;
        _stream.Write(new byte[HeaderBytes]);
    }

    /// <summary>Begins a level: first the page itself, then smaller levels.</summary>
    public void BeginLevel(RasterSize size) => _levels.Add((size, [], []));

    /// <summary>Adds the next tile of the level, in row-major order.</summary>
    /// <param name="compressed">Its 512 × 512 bytes as a zlib stream.</param>
    /// <returns>Its index in the level.</returns>
    public int AddTile(ReadOnlySpan<byte> compressed)
    {
        (_, List<long> offsets, List<long> lengths) = _levels[^1];
        offsets.Add(_stream.Position);
        lengths.Add(compressed.Length);
        _stream.Write(compressed);
        return offsets.Count - 1;
    }

    /// <summary>Adds a tile with the same content as an earlier one.</summary>
    public void RepeatTile(int tile)
    {
        (_, List<long> offsets, List<long> lengths) = _levels[^1];
        offsets.Add(offsets[tile]);
        lengths.Add(lengths[tile]);
    }

    /// <summary>Writes the tables, which completes the file.</summary>
    /// <param name="description">ImageDescription.</param>
    /// <param name="micrometresPerPixel">Side of a pixel; null if unknown.</param>
    public void Finish(string description, double? micrometresPerPixel)
    {
        // The tables of a level need at most about 24 bytes per tile.
        long tables = (_levels.Sum(level => level.Offsets.Count) * 24L) + (_levels.Count * 1024L) + Encoding.UTF8.GetByteCount(description);
        _isBig = _stream.Position + tables > uint.MaxValue;
        long[] smaller = [.. _levels.Skip(1).Select(level => WriteDirectory(CommonTags(level, isSmaller: true)))];
        List<(ushort Tag, ushort Type, long[] Values)> tags = CommonTags(_levels[0], isSmaller: false);
        tags.Add((270, Ascii, [.. Encoding.UTF8.GetBytes(description).Select(letter => (long)letter), 0]));
        if (smaller.Length > 0)
        {
            tags.Add((330, _isBig ? Long8 : Long, smaller));
        }

        // Pixels per centimetre, in thousandths.
        double perCentimetre = Math.Round(1e7 / micrometresPerPixel ?? 0);
        if (perCentimetre is >= 1 and <= uint.MaxValue)
        {
            tags.AddRange([(282, Rational, [(long)perCentimetre, 1000]), (283, Rational, [(long)perCentimetre, 1000]), (296, Short, [3])]);
        }

        WriteHeader(WriteDirectory(tags));
    }

    private List<(ushort Tag, ushort Type, long[] Values)> CommonTags((RasterSize Size, List<long> Offsets, List<long> Lengths) level, bool isSmaller) =>
    [
        (254, Long, [isSmaller ? 1 : 0]),
        (256, Long, [level.Size.Width]),
        (257, Long, [level.Size.Height]),
        (258, Short, [8]),
        (259, Short, [8]),
        (262, Short, [1]),
        (277, Short, [1]),
        (322, Long, [Tile]),
        (323, Long, [Tile]),
        (324, _isBig ? Long8 : Long, [.. level.Offsets]),
        (325, Long, [.. level.Lengths]),
    ];

    /// <summary>Writes a table of tags after the values that do not fit into it, and returns its offset.</summary>
    private long WriteDirectory(List<(ushort Tag, ushort Type, long[] Values)> tags)
    {
        int wordBytes = _isBig ? 8 : 4;
        using var directory = new MemoryStream();
        Put(directory, tags.Count, _isBig ? 8 : 2);
        foreach ((ushort tag, ushort type, long[] values) in tags.OrderBy(entry => entry.Tag))
        {
            Put(directory, tag, 2);
            Put(directory, type, 2);
            Put(directory, type == Rational ? values.Length / 2 : values.Length, wordBytes);
            using var content = new MemoryStream();
            foreach (long value in values)
            {
                Put(content, value, type switch { Ascii => 1, Short => 2, Long8 => 8, _ => 4 });
            }

            if (content.Length > wordBytes)
            {
                Put(directory, Align(), wordBytes);
                content.WriteTo(_stream);
            }
            else
            {
                content.WriteTo(directory);
                directory.Write(new byte[wordBytes - (int)content.Length]);
            }
        }

        Put(directory, 0, wordBytes);
        long place = Align();
        directory.WriteTo(_stream);
        return place;
    }

    private void WriteHeader(long directory)
    {
        _stream.Position = 0;
        _stream.Write("II"u8);
        Put(_stream, _isBig ? 43 : 42, 2);
        if (_isBig)
        {
            Put(_stream, 8, 4);
        }

        Put(_stream, directory, _isBig ? 8 : 4);
    }

    /// <summary>Seeks to a multiple of eight.</summary>
    private long Align()
    {
        _stream.Write(new byte[(8 - (int)(_stream.Position % 8)) % 8]);
        return _stream.Position;
    }

    private static void Put(Stream stream, long value, int bytes)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(all, value);
        stream.Write(all[..bytes]);
    }
}
