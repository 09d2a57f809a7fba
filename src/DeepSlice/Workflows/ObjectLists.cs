using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>The objects of slices: of one table, or of files by slice.</summary>
internal sealed class ObjectLists
{
    private readonly string _path;
    private readonly Dictionary<string, List<ObjectPoint>> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads all objects.</summary>
    /// <param name="path">A file, or a folder of files named as the slices.</param>
    /// <param name="slices">Ids of the slices; a file without names of slices is for the only one of them.</param>
    /// <exception cref="FileNotFoundException">The path does not exist.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or does not say which slice its objects are in.</exception>
    public ObjectLists(string path, IReadOnlyList<string> slices)
    {
        _path = path;
        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Where(file => !Path.GetFileName(file).StartsWith('.') && ObjectFile.IsOne(file)).Order(StringComparer.Ordinal)] : [path];
        if (files.Length == 0)
        {
            throw new InvalidDataException($"{path}: expected {ObjectFile.Allowed}, named as the slices, got none");
        }

        foreach (string file in files)
        {
            string named = RoiFolder.IdOf(file);
            string fallback = slices.Contains(named, StringComparer.OrdinalIgnoreCase) ? named : !Directory.Exists(path) && slices.Count == 1 ? slices[0] : "";
            IReadOnlyList<ObjectPoint> objects = ObjectFile.Read(file);
            if (fallback.Length > 0 && objects.All(point => point.SliceId.Length == 0))
            {
                _objects.TryAdd(fallback, []);
            }

            foreach (ObjectPoint point in objects)
            {
                string slice = point.SliceId.Length > 0 ? point.SliceId : fallback;
                if (slice.Length == 0)
                {
                    throw new InvalidDataException($"{file}: expected a file named as a slice ({string.Join(", ", slices.Take(3))} …), or a table with a column 'slice', got neither; rename the file");
                }

                (_objects.TryGetValue(slice, out List<ObjectPoint>? list) ? list : _objects[slice] = []).Add(point);
            }
        }
    }

    /// <summary>Counts the objects of a slice in each of its parts.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel, for coordinates in micrometres.</param>
    /// <param name="warnings">Gets a warning of objects outside the image.</param>
    /// <returns>Null if there is nothing on this slice.</returns>
    /// <exception cref="InvalidDataException">Coordinates are in micrometres, and the pixel size is unknown.</exception>
    public long[]? Count(string id, SliceParts parts, double? micrometresPerPixel, List<string> warnings)
    {
        if (!_objects.TryGetValue(id, out List<ObjectPoint>? objects))
        {
            return null;
        }

        _used.Add(id);
        var counts = new long[parts.Parts.Count];
        int outside = 0;
        foreach (ObjectPoint one in objects)
        {
            double scale = !one.IsInMicrometres ? 1 : micrometresPerPixel
                ?? throw new InvalidDataException($"{_path}: expected coordinates in pixels, as the pixel size of slice '{id}' is unknown, got µm; give --pixel-size");
            if (parts.At(new PixelPoint(one.Place.X / scale, one.Place.Y / scale)) is int part)
            {
                counts[part]++;
            }
            else
            {
                outside++;
            }
        }

        if (outside > 0)
        {
            warnings.Add($"{_path}: {outside} of {Counted.Of(objects.Count, "object")} of slice '{id}' are outside the image of {parts.Frame.OriginalSize} pixels and were not counted; coordinates are in full-resolution pixels, from the upper left corner");
        }

        return counts;
    }

    /// <summary>Notes that a slice was measured elsewhere.</summary>
    /// <param name="id">Id of the slice.</param>
    public void Use(string id) => _used.Add(id);

    /// <summary>Warnings of slices without objects, and of objects of other slices.</summary>
    /// <param name="slices">Ids of the measured slices.</param>
    public IEnumerable<string> Warnings(IReadOnlyList<string> slices)
    {
        string[] missing = [.. slices.Where(id => !_objects.ContainsKey(id))];
        if (missing.Length > 0)
        {
            yield return $"{_path}: nothing is said of {SliceList.Of(missing)}, so their object counts are unknown, not 0; for slices without objects {(Directory.Exists(_path) ? "add" : "give a folder with this table and")} empty files, such as {missing[0]}.csv with the header x,y";
        }

        string[] foreign = [.. _objects.Keys.Where(id => !_used.Contains(id))];
        if (foreign.Length > 0)
        {
            yield return $"{_path}: objects of {SliceList.Of(foreign)} were not counted, as no such slice was measured";
        }
    }
}
