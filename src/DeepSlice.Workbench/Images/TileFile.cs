using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DeepSlice.Geometry;
using DeepSlice.Workbench.Journal;
using Microsoft.Win32.SafeHandles;

namespace DeepSlice.Workbench.Images;

/// <summary>Reads the tiles of one channel: 16-bit values, compressed one by one.</summary>
/// <remarks>The file ends with a table of the tiles, level by level from full resolution on, row by row: 8 bytes position, 4 bytes length; then 8 bytes position of the table. Thread-safe.</remarks>
internal sealed class TileFile : IDisposable
{
    private const int EntryBytes = 12;

    private readonly SafeFileHandle _file;
    private readonly byte[] _table;
    private readonly ImageSheet _sheet;

    public TileFile(string path, ImageSheet sheet)
    {
        _sheet = sheet;
        _file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(_file);
        var end = new byte[8];
        RandomAccess.Read(_file, end, length - end.Length);
        long start = BinaryPrimitives.ReadInt64LittleEndian(end);
        _table = new byte[length - end.Length - start];
        RandomAccess.Read(_file, _table, start);
    }

    /// <summary>Reads a tile; at the right and lower border it is smaller.</summary>
    /// <param name="halvings">0 for full resolution.</param>
    /// <param name="x">Column of the tile.</param>
    /// <param name="y">Row of the tile.</param>
    public Raster<ushort> Read(int halvings, int x, int y)
    {
        int index = 0;
        for (int level = 0; level < halvings; level++)
        {
            (int columns, int rows) = CountAt(level);
            index += columns * rows;
        }

        index += (y * CountAt(halvings).Columns) + x;
        ReadOnlySpan<byte> entry = _table.AsSpan(index * EntryBytes, EntryBytes);
        var packed = new byte[BinaryPrimitives.ReadInt32LittleEndian(entry[8..])];
        RandomAccess.Read(_file, packed, BinaryPrimitives.ReadInt64LittleEndian(entry));
        RasterSize size = _sheet.SizeAt(halvings);
        var tile = new Raster<ushort>(Math.Min(ImageSheet.Tile, size.Width - (x * ImageSheet.Tile)), Math.Min(ImageSheet.Tile, size.Height - (y * ImageSheet.Tile)));
        Deflated.Unpack(packed, MemoryMarshal.AsBytes(tile.Pixels));
        return tile;
    }

    public void Dispose() => _file.Dispose();

    private (int Columns, int Rows) CountAt(int halvings)
    {
        RasterSize size = _sheet.SizeAt(halvings);
        return (((size.Width - 1) / ImageSheet.Tile) + 1, ((size.Height - 1) / ImageSheet.Tile) + 1);
    }
}
