using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>Reads what of a slice is damaged or excluded: a mask as PNG, or outlines named <c>damage</c> or <c>exclude</c>.</summary>
internal static class ExclusionFile
{
    private static readonly string[] Endings = [.. DamageMaskFile.Endings, ".png", ".geojson", ".geojson.gz", ".rois.zip", ".zip", ".roi"];

    /// <summary>The files of a slice in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="id">Id of the slice.</param>
    public static IEnumerable<string> Find(string folder, string id) => Endings.Select(ending => Path.Combine(folder, id + ending)).Where(File.Exists);

    /// <summary>Adds the excluded pixels of a file to a mask.</summary>
    /// <param name="path">The file. A mask has the size of the working grid or of the image; where it is other than 0, the slice is excluded.</param>
    /// <param name="frame">Position of the working grid on the image.</param>
    /// <param name="mask">Working grid; excluded pixels become <see cref="DamageMask.Marked"/>. Of a mask at full resolution, a working pixel is excluded if half of it is; of an outline, if its centre is enclosed.</param>
    /// <exception cref="InvalidDataException">The file is damaged, has no such outline, or a mask has another size.</exception>
    public static void Read(string path, SliceFrame frame, Raster<byte> mask)
    {
        if (path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            ReadMask(path, frame, mask);
        }
        else
        {
            ReadOutlines(path, frame, mask);
        }
    }

    private static void ReadMask(string path, SliceFrame frame, Raster<byte> mask)
    {
        RasterSize size = ImageFile.Inspect(path).Size;
        bool isWorking = size == frame.WorkingSize;
        if (!isWorking && size != frame.OriginalSize)
        {
            throw new InvalidDataException($"{path}: expected a mask of {frame.WorkingSize} pixels, as the label map, or of {frame.OriginalSize}, as the image, got {size}; draw it on the image or on the label map");
        }

        SliceFrame grid = isWorking ? SliceFrame.Identity(size) : frame;
        (int[] columns, int[] rows) = (grid.ColumnExtents(), grid.RowExtents());
        Raster<int> marked = CountMarked(path, columns, rows);
        for (int y = 0; y < mask.Height; y++)
        {
            for (int x = 0; x < mask.Width; x++)
            {
                long pixels = (long)columns[x] * rows[y];
                if (pixels > 0 && 2L * marked[x, y] >= pixels)
                {
                    mask[x, y] = DamageMask.Marked;
                }
            }
        }
    }

    // How many full-resolution pixels of each working pixel are marked, while the file is decoded: a mask of a slide does not fit in memory.
    private static Raster<int> CountMarked(string path, int[] columns, int[] rows)
    {
        var marked = new Raster<int>(new RasterSize(columns.Length, rows.Length));
        int[] rowOf = [.. Enumerable.Range(0, rows.Length).SelectMany(row => Enumerable.Repeat(row, rows[row]))];
        int next = 0;
        ImageFile.ReadRows(path, page: 0, plane: 0, read =>
        {
            int sample = (read.Bytes.Length - ((read.Count - 1) * read.Stride)) / (read.Width * read.Bands);
            int used = sample * (read.Bands - ((read.Bands % 2) == 0 ? 1 : 0)); // the last of two or four samples is opacity
            for (int line = 0; line < read.Count; line++, next++)
            {
                ReadOnlySpan<byte> bytes = read.Bytes.Span.Slice(line * read.Stride, read.Width * read.Bands * sample);
                Span<int> counts = marked.Row(rowOf[next]);
                for (int x = 0; x < columns.Length; x++)
                {
                    for (int i = 0; i < columns[x]; i++, bytes = bytes[(read.Bands * sample)..])
                    {
                        counts[x] += bytes[..used].ContainsAnyExcept((byte)0) ? 1 : 0;
                    }
                }
            }
        });
        return marked;
    }

    private static void ReadOutlines(string path, SliceFrame frame, Raster<byte> mask)
    {
        DrawnOutlines drawn = OutlineFile.ReadAll(path);
        DrawnOutline[] excluded = [.. drawn.Outlines.Where(outline => outline.Names.Any(DamageNames.IsDamage))];
        if (excluded.Length == 0)
        {
            string got = string.Join(", ", drawn.Outlines.SelectMany(outline => outline.Names).Distinct(StringComparer.Ordinal).Take(3).Select(name => $"'{name}'"));
            throw new InvalidDataException($"{path}: expected an outline named damage or exclude, got {(got.Length > 0 ? got : "none")}; rename the outline");
        }

        foreach (DrawnOutline outline in excluded)
        {
            PolygonRasterizer.Fill(outline.Outline.Map(frame.ToWorking), RasterRule.PixelCentre, mask, DamageMask.Marked);
        }
    }
}
