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

    private readonly Stream _stream;
    private readonly List<(RasterSize Size, List<long> Offsets, List<long> Lengths)> _levels = [];
    private bool _isBig;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Empty seekable stream; the caller closes it.</param>
    public TiledTiff(Stream stream)
    {
        _stream = stream;
        _stream.Write(new byte[TiffDirectory.HeaderBytes]);
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
        var directory = new TiffDirectory(_stream, _isBig);
        long[] smaller = [.. _levels.Skip(1).Select(level => directory.Write(CommonTags(level, isSmaller: true)))];
        List<(ushort Tag, ushort Type, long[] Values)> tags = CommonTags(_levels[0], isSmaller: false);
        tags.Add((270, TiffDirectory.Ascii, [.. Encoding.UTF8.GetBytes(description).Select(letter => (long)letter), 0]));
        if (smaller.Length > 0)
        {
            tags.Add((330, _isBig ? TiffDirectory.Long8 : TiffDirectory.Long, smaller));
        }

        // Pixels per centimetre, in thousandths.
        double perCentimetre = Math.Round(1e7 / micrometresPerPixel ?? 0);
        if (perCentimetre is >= 1 and <= uint.MaxValue)
        {
            tags.AddRange([(282, TiffDirectory.Rational, [(long)perCentimetre, 1000]), (283, TiffDirectory.Rational, [(long)perCentimetre, 1000]), (296, TiffDirectory.Short, [3])]);
        }

        directory.WriteHeader(directory.Write(tags));
    }

    private List<(ushort Tag, ushort Type, long[] Values)> CommonTags((RasterSize Size, List<long> Offsets, List<long> Lengths) level, bool isSmaller) =>
    [
        (254, TiffDirectory.Long, [isSmaller ? 1 : 0]),
        (256, TiffDirectory.Long, [level.Size.Width]),
        (257, TiffDirectory.Long, [level.Size.Height]),
        (258, TiffDirectory.Short, [8]),
        (259, TiffDirectory.Short, [8]),
        (262, TiffDirectory.Short, [1]),
        (277, TiffDirectory.Short, [1]),
        (322, TiffDirectory.Long, [Tile]),
        (323, TiffDirectory.Long, [Tile]),
        (324, _isBig ? TiffDirectory.Long8 : TiffDirectory.Long, [.. level.Offsets]),
        (325, TiffDirectory.Long, [.. level.Lengths]),
    ];
}
