using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>The rows of an indexed PNG: each begins with its filter, and packs 1, 2, 4 or 8 bits a pixel.</summary>
internal static class PngRows
{
    /// <summary>Reads all rows.</summary>
    /// <param name="stream">The decompressed data.</param>
    /// <param name="depth">Bits of a pixel: 1, 2, 4 or 8.</param>
    /// <param name="indices">Receives the pixels.</param>
    /// <exception cref="EndOfStreamException">There are fewer rows.</exception>
    /// <exception cref="InvalidDataException">A filter is unknown.</exception>
    public static void Read(Stream stream, int depth, Raster<byte> indices)
    {
        int bytes = (int)((((long)indices.Width * depth) + 7) / 8);
        byte[] above = new byte[bytes];
        byte[] row = new byte[bytes];
        Span<byte> filter = stackalloc byte[1];
        for (int y = 0; y < indices.Height; y++)
        {
            stream.ReadExactly(filter);
            stream.ReadExactly(row);
            Restore(filter[0], row, above);
            Unpack(row, depth, indices.Row(y));
            (above, row) = (row, above);
        }
    }

    // Each byte is stored as its difference to a prediction from the bytes to the left, above, and above on the left.
    private static void Restore(byte filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        if (filter > 4)
        {
            throw new InvalidDataException($"expected a filter of 0 to 4, got {filter}");
        }

        for (int x = 0; filter > 0 && x < row.Length; x++)
        {
            int left = x > 0 ? row[x - 1] : 0;
            int corner = x > 0 ? above[x - 1] : 0;
            int predicted = filter switch
            {
                1 => left,
                2 => above[x],
                3 => (left + above[x]) / 2,
                _ => Nearest(left, above[x], corner),
            };
            row[x] = unchecked((byte)(row[x] + predicted));
        }
    }

    /// <summary>Paeth's predictor: that of the three nearest to left + above − corner.</summary>
    private static int Nearest(int left, int above, int corner)
    {
        int target = left + above - corner;
        (int toLeft, int toAbove, int toCorner) = (Math.Abs(target - left), Math.Abs(target - above), Math.Abs(target - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static void Unpack(ReadOnlySpan<byte> row, int depth, Span<byte> pixels)
    {
        if (depth == 8)
        {
            row[..pixels.Length].CopyTo(pixels);
            return;
        }

        int perByte = 8 / depth;
        for (int x = 0; x < pixels.Length; x++)
        {
            int shift = 8 - (depth * ((x % perByte) + 1));
            pixels[x] = (byte)((row[x / perByte] >> shift) & ((1 << depth) - 1));
        }
    }
}
