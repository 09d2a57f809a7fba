using System.IO.Compression;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>ImageJ's files of regions of interest: a <c>.zip</c> of the ROI Manager, or a single <c>.roi</c>.</summary>
public static class RoiSetFile
{
    private const string Extension = ".roi";

    // A hand-drawn outline has kilobytes; one with a million vertices has 12 MB.
    private const int LongestRoi = 64 << 20;
    private const int LongestSet = 512 << 20;

    /// <summary>Maximal number of vertices of a set (128 MB); a short file can produce many through ovals and curves.</summary>
    internal const int MostVertices = 8_000_000;

    // A fixed time, so that equal sets give equal files.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a set.</summary>
    /// <param name="path">A zip of <c>.roi</c> entries (others are ignored, as ImageJ does), or one <c>.roi</c>.</param>
    /// <returns>Polygons, freehand and traced outlines, rectangles, ovals and composites; other kinds are listed as skipped.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, is of neither kind, or has no ROI.</exception>
    public static RoiSet Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file", path);
        }

        using FileStream stream = File.OpenRead(path);
        var rois = new List<ImageJRoi>();
        var skipped = new List<SkippedRoi>();
        if (BeginsAsRoi(stream))
        {
            Decode(path, Path.GetFileNameWithoutExtension(path), ReadBytes(path, stream, LongestRoi), preferInnerName: true, RoiDecoder.MostVertices, rois, skipped);
        }
        else
        {
            ReadEntries(path, stream, rois, skipped);
        }

        return new RoiSet(rois, skipped);
    }

    /// <summary>Reads a set whose names are a catalogue's keys: <c>cx</c>, or <c>cx-1</c> and <c>cx-2</c> if a region has several parts.</summary>
    /// <param name="path">As of <see cref="Read"/>.</param>
    /// <param name="catalog">Regions that the names refer to.</param>
    /// <returns>The outlines in the file's order; a region may have several, or none.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">As of <see cref="Read"/>, or a name is not in the catalogue, or a ROI named as a region is not an area, or none is.</exception>
    public static IReadOnlyList<RegionOutline> ReadRegions(string path, RegionCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        RoiSet set = Read(path);
        string[] unknown = [.. set.Rois.Select(roi => roi.Name).Where(name => FindRegion(name, catalog) is null)];
        if (unknown.Length > 0)
        {
            string allowed = string.Join(", ", catalog.Regions.Skip(1).Select(region => region.Key));
            throw new InvalidDataException(
                $"{path}: expected ROI names {allowed}, each with or without a suffix such as -1, got {string.Join(", ", unknown.Select(name => $"'{name}'"))}; rename them in ImageJ's ROI Manager");
        }

        SkippedRoi[] shapeless = [.. set.Skipped.Where(roi => FindRegion(roi.Name, catalog) is not null)];
        if (shapeless.Length > 0)
        {
            throw new InvalidDataException(
                $"{path}: expected areas, got {string.Join(", ", shapeless.Select(roi => $"'{roi.Name}' ({roi.Reason})"))}; draw it as a polygon, or rename it");
        }

        if (set.Rois.Count == 0)
        {
            throw new InvalidDataException($"{path}: expected one or more ROIs that are areas, got none; '{set.Skipped[0].Name}' was skipped because {set.Skipped[0].Reason}");
        }

        return [.. set.Rois.Select(roi => new RegionOutline(FindRegion(roi.Name, catalog)!, roi.Outline))];
    }

    /// <summary>Writes a set as a zip that Fiji's ROI Manager and QuPath open.</summary>
    /// <param name="path">File, replaced if it exists.</param>
    /// <param name="rois">ROIs with different names; coordinates are kept to 32-bit floating-point precision.</param>
    /// <exception cref="ArgumentException">A name is empty, contains a slash, or occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ImageJRoi> rois) => OutputFile.WriteBytes(path, Encode(rois));

    /// <summary>The bytes of such a zip.</summary>
    /// <param name="rois">As of <see cref="Write"/>.</param>
    /// <exception cref="ArgumentException">As of <see cref="Write"/>.</exception>
    internal static byte[] Encode(IReadOnlyList<ImageJRoi> rois)
    {
        ArgumentNullException.ThrowIfNull(rois);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in rois.Select(roi => roi.Name))
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('/', '\\', '\0') || !names.Add(name))
            {
                throw new ArgumentException($"expected unique ROI names without slashes, got '{name}'", nameof(rois));
            }
        }

        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ImageJRoi roi in rois)
            {
                ZipArchiveEntry entry = zip.CreateEntry(roi.Name + Extension);
                entry.LastWriteTime = EntryTime;
                using Stream target = entry.Open();
                target.Write(RoiEncoder.Encode(roi));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The region that a ROI's name refers to: what precedes its first hyphen, in either case; null if there is none.</summary>
    private static Region? FindRegion(string name, RegionCatalog catalog)
    {
        Region? region = catalog.Find(name.Split('-')[0].Trim().ToLowerInvariant());
        return region == catalog.Background ? null : region;
    }

    private static bool BeginsAsRoi(FileStream stream)
    {
        Span<byte> start = stackalloc byte[4];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..read].SequenceEqual(RoiBytes.Magic);
    }

    private static void ReadEntries(string path, FileStream stream, List<ImageJRoi> rois, List<SkippedRoi> skipped)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            int left = LongestSet;
            int vertices = MostVertices;
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                if (entry.Name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
                {
                    using Stream content = entry.Open();
                    byte[] bytes = ReadBytes($"{path}: {entry.FullName}", content, Math.Min(left, LongestRoi));
                    left -= bytes.Length;
                    vertices -= Decode(
                        $"{path}: {entry.FullName}", entry.Name[..^Extension.Length], bytes, preferInnerName: false, Math.Min(vertices, RoiDecoder.MostVertices), rois, skipped);
                }
            }
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: expected a complete zip of ROIs or a .roi file, got neither ({error.Message}); save it again from ImageJ's ROI Manager", error);
        }

        if (rois.Count + skipped.Count == 0)
        {
            throw new InvalidDataException($"{path}: expected {Extension} entries in the zip, got none; save it again from ImageJ's ROI Manager");
        }
    }

    private static byte[] ReadBytes(string place, Stream content, int longest)
    {
        using var bytes = new MemoryStream();
        var part = new byte[64 << 10];
        for (int read = content.Read(part); read > 0; read = content.Read(part))
        {
            if (bytes.Length + read > longest)
            {
                throw new InvalidDataException($"{place}: expected at most {longest} bytes, got more; draw the outline with fewer points");
            }

            bytes.Write(part, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>Adds a ROI to one of the lists, and returns its number of vertices.</summary>
    private static int Decode(
        string place, string outerName, byte[] bytes, bool preferInnerName, int mostVertices, List<ImageJRoi> rois, List<SkippedRoi> skipped)
    {
        try
        {
            string innerName = preferInnerName ? RoiDecoder.ReadName(bytes) : "";
            string name = innerName.Length > 0 ? innerName : outerName;
            if (RoiDecoder.ReadOutline(bytes, out string? reason, mostVertices) is { } outline)
            {
                rois.Add(RoiAttributes.Read(bytes, new ImageJRoi(name, outline)));
                return outline.Rings.Sum(ring => ring.Vertices.Length);
            }

            skipped.Add(new SkippedRoi(name, reason!));
            return 0;
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{place}: {error.Message}", error);
        }
    }
}
