using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DeepSlice.Geometry;
using DeepSlice.Workbench.Journal;

namespace DeepSlice.Workbench.Images;

/// <summary>Makes the tiles of one channel while the rows of the image come, so that one row of tiles of each level is in memory.</summary>
internal sealed class TileWriter : IDisposable
{
    private readonly FileStream _stream;
    private readonly Level[] _levels;

    /// <summary>Begins a file.</summary>
    /// <param name="temporary">The file, which nobody reads before it is complete.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="height">Rows of the image.</param>
    public TileWriter(string temporary, int width, int height)
    {
        _stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        _levels = [.. Enumerable.Range(0, ImageSheet.LastHalving(width, height) + 1).Select(halvings => new Level(ImageSheet.SizeAt(width, height, halvings)))];
    }

    /// <summary>Takes the next row of the image.</summary>
    public void Add(ReadOnlySpan<ushort> row) => Add(0, row);

    /// <summary>Writes the table, which completes the file.</summary>
    public void Finish()
    {
        long table = _stream.Position;
        Span<byte> entry = stackalloc byte[12];
        foreach ((long position, int length) in _levels.SelectMany(level => level.Tiles))
        {
            BinaryPrimitives.WriteInt64LittleEndian(entry, position);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], length);
            _stream.Write(entry);
        }

        Span<byte> end = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(end, table);
        _stream.Write(end);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();

    private void Add(int number, ReadOnlySpan<ushort> row)
    {
        Level level = _levels[number];
        row.CopyTo(level.Rows.AsSpan(level.Filled * level.Size.Width));
        level.Filled++;
        level.Taken++;
        bool isLast = level.Taken == level.Size.Height;
        if (number + 1 < _levels.Length && (level.Filled % 2 == 0 || isLast))
        {
            Span<ushort> half = level.Half;
            Halve(level, half);
            Add(number + 1, half);
        }

        if (level.Filled == ImageSheet.Tile || isLast)
        {
            WriteTiles(level);
            level.Filled = 0;
        }
    }

    // The mean of the pixels that there are: at the right and lower border of an odd side, two or one.
    private static void Halve(Level level, Span<ushort> half)
    {
        int width = level.Size.Width;
        int first = (level.Filled - 1) & ~1;
        ReadOnlySpan<ushort> upper = level.Rows.AsSpan(first * width, width);
        ReadOnlySpan<ushort> lower = first + 1 < level.Filled ? level.Rows.AsSpan((first + 1) * width, width) : upper;
        for (int x = 0; x < width / 2; x++)
        {
            half[x] = (ushort)((upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1] + 2) >> 2);
        }

        if (width % 2 == 1)
        {
            half[width / 2] = (ushort)((upper[width - 1] + lower[width - 1] + 1) >> 1);
        }
    }

    private void WriteTiles(Level level)
    {
        int width = level.Size.Width;
        var packed = new byte[((width - 1) / ImageSheet.Tile) + 1][];
        Parallel.For(0, packed.Length, tile =>
        {
            int left = tile * ImageSheet.Tile;
            int columns = Math.Min(ImageSheet.Tile, width - left);
            var pixels = new ushort[columns * level.Filled];
            for (int y = 0; y < level.Filled; y++)
            {
                level.Rows.AsSpan((y * width) + left, columns).CopyTo(pixels.AsSpan(y * columns));
            }

            packed[tile] = Deflated.Pack(MemoryMarshal.AsBytes(pixels.AsSpan()));
        });
        foreach (byte[] tile in packed)
        {
            level.Tiles.Add((_stream.Position, tile.Length));
            _stream.Write(tile);
        }
    }

    private sealed class Level(RasterSize size)
    {
        public RasterSize Size { get; } = size;

        public ushort[] Rows { get; } = new ushort[checked(size.Width * Math.Min(ImageSheet.Tile, size.Height))];

        public ushort[] Half { get; } = new ushort[((size.Width - 1) / 2) + 1];

        public int Filled { get; set; }

        public int Taken { get; set; }

        public List<(long Position, int Length)> Tiles { get; } = [];
    }
}
