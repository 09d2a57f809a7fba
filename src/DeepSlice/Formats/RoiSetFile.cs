using System.IO.Compression;
using DeepSlice.Geometry;

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
    internal static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a set.</summary>
    /// <param name="path">A zip of <c>.roi</c> entries (others are ignored, as ImageJ does, and so are a Mac's <c>__MACOSX</c> and <c>._*</c>), or one <c>.roi</c>.</param>
    /// <returns>Polygons, freehand and traced outlines, rectangles, ovals and composites; other kinds are listed as skipped.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of neither kind, protected by a password, or has no ROI.</exception>
    public static RoiSet Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file", path);
        }

        var rois = new List<ImageJRoi>();
        var skipped = new List<SkippedRoi>();
        if (BoundedFile.Begins(path, RoiBytes.Magic))
        {
            Decode(path, Path.GetFileNameWithoutExtension(path), BoundedFile.Read(path, LongestRoi), preferInnerName: true, RoiDecoder.MostVertices, rois, skipped);
        }
        else if (BoundedFile.Begins(path, ZipEntries.Magic))
        {
            ReadEntries(path, rois, skipped);
        }
        else
        {
            throw new InvalidDataException($"{path}: expected a zip of ROIs or a {Extension} file, got neither; save it again from ImageJ's ROI Manager");
        }

        return new RoiSet(rois, skipped);
    }

    /// <summary>Reads the points of a set: those of point ROIs, and the centres of areas; other kinds are left out.</summary>
    /// <param name="path">As of <see cref="Read"/>.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of neither kind.</exception>
    internal static IReadOnlyList<PixelPoint> ReadPoints(string path)
    {
        var points = new List<PixelPoint>();
        void Add(string place, byte[] bytes)
        {
            try
            {
                points.AddRange(RoiDecoder.ReadPoints(bytes) ?? (RoiDecoder.ReadOutline(bytes, out _) is { } outline ? [outline.Rings[0].Centre()] : []));
            }
            catch (InvalidDataException error)
            {
                throw new InvalidDataException($"{place}: {error.Message}", error);
            }
        }

        if (BoundedFile.Begins(path, ZipEntries.Magic))
        {
            ZipEntries.Read(path, IsRoi, LongestRoi, LongestSet, (place, _, bytes) => Add(place, bytes));
        }
        else
        {
            Add(path, BoundedFile.Read(path, LongestRoi));
        }

        return points;
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

    /// <summary>Whether the name of a zip's entry is that of a ROI.</summary>
    internal static bool IsRoi(string name) => name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    private static void ReadEntries(string path, List<ImageJRoi> rois, List<SkippedRoi> skipped)
    {
        int vertices = MostVertices;
        ZipEntries.Read(path, IsRoi, LongestRoi, LongestSet, (place, name, bytes) =>
            vertices -= Decode(place, name[..^Extension.Length], bytes, preferInnerName: false, Math.Min(vertices, RoiDecoder.MostVertices), rois, skipped));
        if (rois.Count + skipped.Count == 0)
        {
            throw new InvalidDataException($"{path}: expected {Extension} entries in the zip, got none; save it again from ImageJ's ROI Manager");
        }
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
