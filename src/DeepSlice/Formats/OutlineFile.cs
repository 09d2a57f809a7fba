using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>The outlines of a slice in any format: ImageJ's ROIs, or QuPath's GeoJSON.</summary>
internal static class OutlineFile
{
    /// <summary>Reads the outlines of regions; what is named <c>damage</c> or <c>exclude</c> is passed over.</summary>
    /// <param name="path">As of <see cref="Read"/>.</param>
    /// <param name="id">As of <see cref="Read"/>.</param>
    /// <param name="names">As of <see cref="Read"/>.</param>
    /// <param name="notes">As of <see cref="Read"/>.</param>
    public static IReadOnlyList<RegionOutline> ReadRegions(string path, string id, RegionNames names, OutlineNotes notes) => Read(path, id, names, notes).Regions;

    /// <summary>Reads the outlines of regions and of damage.</summary>
    /// <param name="path">A <c>.roi</c>, a GeoJSON file (perhaps compressed by gzip), or a zip of either.</param>
    /// <param name="id">The slice, for warnings.</param>
    /// <param name="names">Regions that the outlines' names refer to.</param>
    /// <param name="notes">Gets what was skipped or is ambiguous.</param>
    /// <returns>One outline of a region or more; a region may have several, or none.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, has no outline of a region, or has a line or points in place of a region's outline, or of damage.</exception>
    public static SliceOutlines Read(string path, string id, RegionNames names, OutlineNotes notes)
    {
        DrawnOutlines drawn = ReadAll(path);
        var found = new SliceNotes();
        List<Outline<PixelPoint>> damage = [];
        List<RegionOutline> outlines = Name(drawn, names, found, damage);
        UnusableOutline[] shapeless = [.. drawn.Unusable.Where(outline => outline.Kind == UnusableKind.NoArea && IsMissing(outline.Name, names, outlines))];
        if (shapeless.Length > 0)
        {
            throw new InvalidDataException(
                $"{path}: expected areas, got {string.Join(", ", shapeless.Select(outline => $"'{outline.Name}' ({outline.Reason})"))}; draw it as a polygon, or rename it");
        }

        if (outlines.Count == 0)
        {
            throw new InvalidDataException($"{path}: {found.WhyNothing(names.Catalog)}");
        }

        notes.Add(id, found);
        return new SliceOutlines(outlines, damage);
    }

    /// <summary>Reads all outlines, whatever their names.</summary>
    /// <param name="path">As of <see cref="Read"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static DrawnOutlines ReadAll(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file", path);
        }

        var drawn = new DrawnOutlines();
        bool isZip = BoundedFile.Begins(path, ZipEntries.Magic);
        if (isZip)
        {
            IReadOnlyList<string> entries = ZipEntries.Names(path);
            bool hasGeoJson = entries.Any(GeoJsonFile.IsGeoJson);
            if (hasGeoJson)
            {
                GeoJsonFile.Read(path, drawn);
            }

            if (entries.Any(RoiSetFile.IsRoi))
            {
                drawn.Add(RoiSetFile.Read(path));
            }
            else if (!hasGeoJson)
            {
                string got = entries.Count == 0 ? "an empty zip" : $"{string.Join(", ", entries.Take(3).Select(entry => $"'{entry}'"))}{(entries.Count > 3 ? " …" : "")}";
                throw new InvalidDataException($"{path}: expected .roi entries of ImageJ or .geojson entries of QuPath in the zip, got {got}; save the outlines again from ImageJ's ROI Manager or QuPath");
            }
        }
        else if (GeoJsonFile.IsGeoJson(path) || GeoJsonFile.IsCompressed(path))
        {
            GeoJsonFile.Read(path, drawn);
        }
        else
        {
            drawn.Add(RoiSetFile.Read(path));
        }

        return drawn;
    }

    // A line beside the outline of its region, such as one that measures it, says nothing.
    private static bool IsMissing(string name, RegionNames names, List<RegionOutline> outlines) =>
        names.Find(name, out _) is { } region ? outlines.TrueForAll(outline => outline.Region != region) : DamageNames.IsDamage(name);

    private static bool IsMeant(string name, RegionNames names) => names.Find(name, out _) is not null || DamageNames.IsDamage(name);

    private static List<RegionOutline> Name(DrawnOutlines drawn, RegionNames names, SliceNotes notes, List<Outline<PixelPoint>> damage)
    {
        var outlines = new List<RegionOutline>();
        foreach (DrawnOutline one in drawn.Outlines)
        {
            bool isPart = false;
            string? name = one.Names.FirstOrDefault(name => names.Find(name, out isPart) is not null);
            if (name is null && one.Names.Any(DamageNames.IsDamage))
            {
                damage.Add(one.Outline);
            }
            else if (name is null || names.Find(name, out isPart) is not { } region)
            {
                notes.Foreign.Add(new SkippedRoi(one.Names[0], ""));
            }
            else if (IsFlat(one.Outline))
            {
                notes.Skipped.Add(new SkippedRoi(name, "it has no area, all of it lies on one line"));
            }
            else
            {
                if (isPart)
                {
                    notes.Parts.Add((name, region));
                }

                outlines.Add(new RegionOutline(region, one.Outline) { Name = name });
            }
        }

        foreach (UnusableOutline unusable in drawn.Unusable)
        {
            List<SkippedRoi> kind = unusable.Kind == UnusableKind.Bad || IsMeant(unusable.Name, names) ? notes.Skipped : notes.Foreign;
            kind.Add(new SkippedRoi(unusable.Name, unusable.Reason));
        }

        return outlines;
    }

    private static bool IsFlat(Outline<PixelPoint> outline) => outline.Rings.All(ring => IsFlat(ring.Vertices));

    // A ring that crosses itself may enclose as much clockwise as counterclockwise, so its area by the shoelace formula says nothing.
    private static bool IsFlat(PixelPoint[] ring)
    {
        const double ThinnestPixels = 1e-6;
        PixelPoint start = ring[0];
        PixelPoint far = ring.MaxBy(point => double.Hypot(point.X - start.X, point.Y - start.Y));
        (double x, double y) = (far.X - start.X, far.Y - start.Y);
        double length = double.Hypot(x, y);
        return length <= ThinnestPixels || ring.All(point => Math.Abs((x * (point.Y - start.Y)) - (y * (point.X - start.X))) <= ThinnestPixels * length);
    }
}
