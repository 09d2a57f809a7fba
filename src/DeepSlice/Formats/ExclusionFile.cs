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
    /// <param name="mask">Working grid; excluded pixels become <see cref="DamageMask.Marked"/>. Of a mask or an outline at full resolution, a working pixel is excluded if half of it is, or its centre is enclosed.</param>
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

        Raster<float> share = ImageFile.Read(path, new Preprocessing { Binning = isWorking ? Binning.None : frame.Binning });
        float most = 0;
        foreach (float value in share.Pixels)
        {
            most = Math.Max(most, value);
        }

        float full = most > byte.MaxValue ? most : most > 1 ? byte.MaxValue : 1; // masks of 0 and 1, of 8 and of 16 bits
        int offsetX = isWorking ? 0 : frame.OffsetX;
        int offsetY = isWorking ? 0 : frame.OffsetY;
        for (int y = 0; y < share.Height; y++)
        {
            for (int x = 0; x < share.Width; x++)
            {
                if (isWorking ? share[x, y] > 0 : share[x, y] >= full / 2)
                {
                    mask[x + offsetX, y + offsetY] = DamageMask.Marked;
                }
            }
        }
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
