using DeepSlice.Geometry;

namespace DeepSlice.Reports;

/// <summary>Finds the border pixels of each region, on its own side; the image frame is not a border.</summary>
internal static class RegionBorders
{
    /// <summary>Marks pixels with another region to the left, right, above or below.</summary>
    public static Raster<bool> Mark(Raster<byte> indices)
    {
        var marks = new Raster<bool>(indices.Size);
        for (int y = 0; y < indices.Height; y++)
        {
            ReadOnlySpan<byte> row = indices.Row(y);
            Span<bool> rowMarks = marks.Row(y);
            for (int x = 1; x < row.Length; x++)
            {
                if (row[x] != row[x - 1])
                {
                    rowMarks[x] = rowMarks[x - 1] = true;
                }
            }

            if (y > 0)
            {
                MarkAgainst(indices.Row(y - 1), row, marks.Row(y - 1), rowMarks);
            }
        }

        return marks;
    }

    /// <summary>Widens borders by one pixel, into their own region.</summary>
    public static Raster<bool> Widen(Raster<byte> indices, Raster<bool> marks)
    {
        Raster<bool> wide = marks.Clone();
        int width = indices.Width;
        ReadOnlySpan<byte> index = indices.Pixels;
        ReadOnlySpan<bool> mark = marks.Pixels;
        for (int y = 0; y < indices.Height; y++)
        {
            Span<bool> row = wide.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                int i = (y * width) + x;
                row[x] = mark[i]
                    || (x > 0 && mark[i - 1] && index[i - 1] == index[i])
                    || (x + 1 < width && mark[i + 1] && index[i + 1] == index[i])
                    || (y > 0 && mark[i - width] && index[i - width] == index[i])
                    || (y + 1 < indices.Height && mark[i + width] && index[i + width] == index[i]);
            }
        }

        return wide;
    }

    private static void MarkAgainst(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<bool> upperMarks, Span<bool> lowerMarks)
    {
        for (int x = 0; x < upper.Length; x++)
        {
            if (upper[x] != lower[x])
            {
                upperMarks[x] = lowerMarks[x] = true;
            }
        }
    }
}
