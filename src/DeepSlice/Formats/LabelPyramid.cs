using System.IO.Compression;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>A map of labels enlarged by repetition, and its levels of half, a quarter … of the size, made tile by tile.</summary>
/// <param name="labels">The map; it covers the image.</param>
/// <param name="factor">Pixels of the image along each axis that one label covers.</param>
/// <param name="size">Size of the image in pixels.</param>
internal sealed class LabelPyramid(Raster<byte> labels, int factor, RasterSize size)
{
    private const int Tile = TiledTiff.Tile;

    /// <summary>Writes all levels, down to the first that is one tile.</summary>
    public void WriteTo(TiledTiff tiff, CancellationToken cancellationToken)
    {
        int level = 0;
        do
        {
            WriteLevel(tiff, level, cancellationToken);
        }
        while (Math.Max(size.Width >> level, size.Height >> level++) > Tile);
    }

    private void WriteLevel(TiledTiff tiff, int level, CancellationToken cancellationToken)
    {
        int[] columns = Places(size.Width, level);
        int[] rows = Places(size.Height, level);
        tiff.BeginLevel(new RasterSize(columns.Length, rows.Length));

        // Most tiles are of one label: they are compressed, and stored, once a label.
        var ofOneLabel = new int?[256];
        int across = ((columns.Length - 1) / Tile) + 1;
        var compressed = new byte[across][];
        for (int top = 0; top < rows.Length; top += Tile)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] rowsOfTile = rows[top..Math.Min(top + Tile, rows.Length)];
            Parallel.For(0, across, tile =>
                compressed[tile] = Compress(columns.AsSpan(tile * Tile, Math.Min(Tile, columns.Length - (tile * Tile))), rowsOfTile));
            for (int tile = 0; tile < across; tile++)
            {
                Add(tiff, compressed[tile], labels[columns[tile * Tile], rowsOfTile[0]], ofOneLabel);
            }
        }
    }

    private static void Add(TiledTiff tiff, byte[] compressed, byte label, int?[] ofOneLabel)
    {
        if (compressed.Length > 0)
        {
            tiff.AddTile(compressed);
        }
        else if (ofOneLabel[label] is int same)
        {
            tiff.RepeatTile(same);
        }
        else
        {
            var pixels = new byte[Tile * Tile];
            pixels.AsSpan().Fill(label);
            ofOneLabel[label] = tiff.AddTile(Deflate(pixels));
        }
    }

    /// <summary>The label's column, or row, of each pixel along an axis of a level.</summary>
    private int[] Places(int length, int level)
    {
        var places = new int[Math.Max(1, length >> level)];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = (int)(((long)i << level) / factor);
        }

        return places;
    }

    /// <summary>A tile's compressed pixels; none where all are of one label. Beyond the image a tile repeats the last pixels.</summary>
    private byte[] Compress(ReadOnlySpan<int> columns, ReadOnlySpan<int> rows)
    {
        if (IsOneLabel(columns[0], columns[^1], rows[0], rows[^1]))
        {
            return [];
        }

        var pixels = new byte[Tile * Tile];
        for (int y = 0; y < Tile; y++)
        {
            Span<byte> target = pixels.AsSpan(y * Tile, Tile);
            int row = rows[Math.Min(y, rows.Length - 1)];
            if (y > 0 && row == rows[Math.Min(y - 1, rows.Length - 1)])
            {
                pixels.AsSpan((y - 1) * Tile, Tile).CopyTo(target);
                continue;
            }

            ReadOnlySpan<byte> source = labels.Row(row);
            for (int x = 0; x < columns.Length; x++)
            {
                target[x] = source[columns[x]];
            }

            target[columns.Length..].Fill(target[columns.Length - 1]);
        }

        return Deflate(pixels);
    }

    private bool IsOneLabel(int left, int right, int top, int bottom)
    {
        byte label = labels[left, top];
        for (int y = top; y <= bottom; y++)
        {
            if (labels.Row(y)[left..(right + 1)].ContainsAnyExcept(label))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Deflate(byte[] pixels)
    {
        using var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.Optimal))
        {
            stream.Write(pixels);
        }

        return target.ToArray();
    }
}
