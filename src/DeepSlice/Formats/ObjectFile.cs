using System.Text.Json;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>Reads objects such as cells: tables of coordinates, ImageJ's point ROIs, QuPath's GeoJSON.</summary>
/// <remarks>An object that is drawn as an area is at its centre of gravity.</remarks>
internal static class ObjectFile
{
    private static readonly string[] Tables = [".csv", ".tsv", ".txt"];
    private static readonly string[] SliceColumns = ["slice", "image", "label", "file", "filename", "slice_id"];
    private static readonly string[] XColumns = ["x", "x_px", "x (px)", "centroid x px", "position x"];
    private static readonly string[] YColumns = ["y", "y_px", "y (px)", "centroid y px", "position y"];
    private static readonly string[] XMicrometres = ["centroid x µm", "centroid x um", "x_um", "x (µm)", "x (micron)"];
    private static readonly string[] YMicrometres = ["centroid y µm", "centroid y um", "y_um", "y (µm)", "y (micron)"];

    /// <summary>The files that are read, for messages.</summary>
    public const string Allowed = ".csv tables with x and y, .roi or .zip files of ImageJ, or .geojson files of QuPath";

    /// <summary>Whether a file is one of them by its name.</summary>
    public static bool IsOne(string path) => IsTable(path) || RoiSetFile.IsRoi(path) || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || GeoJsonFile.IsGeoJson(path) || GeoJsonFile.IsCompressed(path);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The objects, in the file's order. Without a slice in a table, and in other files, the slice is empty.</returns>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of another kind.</exception>
    public static IReadOnlyList<ObjectPoint> Read(string path)
    {
        ReadableFile.Require(path);
        if (IsTable(path))
        {
            return ReadTable(path);
        }

        List<PixelPoint> points = [];
        bool isZip = BoundedFile.Begins(path, ZipEntries.Magic);
        IReadOnlyList<string> entries = isZip ? [.. ZipEntries.Names(path)] : [];
        if (isZip && !entries.Any(name => RoiSetFile.IsRoi(name) || GeoJsonFile.IsGeoJson(name)))
        {
            throw new InvalidDataException($"{path}: expected .roi entries of ImageJ or .geojson entries of QuPath in the zip, got none; unpack tables, and give their folder");
        }

        if (isZip ? entries.Any(GeoJsonFile.IsGeoJson) : !RoiSetFile.IsRoi(path))
        {
            GeoJsonFile.Read(path, (place, root) => Read(place, root, points));
        }

        if (isZip || RoiSetFile.IsRoi(path))
        {
            points.AddRange(RoiSetFile.ReadPoints(path));
        }

        return [.. points.Select(point => new ObjectPoint("", point, IsInMicrometres: false))];
    }

    private static bool IsTable(string path) => Tables.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static List<ObjectPoint> ReadTable(string path)
    {
        CsvRows table = CsvRows.Read(path);
        int slice = table.Find(SliceColumns);
        bool isInMicrometres = table.Find(XColumns) < 0 && table.Find(XMicrometres) >= 0;
        int x = table.Require(isInMicrometres ? XMicrometres : XColumns);
        int y = table.Require(isInMicrometres ? YMicrometres : YColumns);
        var objects = new List<ObjectPoint>();
        for (int row = 0; row < table.Count; row++)
        {
            (double? column, double? line) = (table.Number(row, x), table.Number(row, y));
            if (column is null != line is null)
            {
                throw new InvalidDataException($"{path}: expected x and y of every object, got only one of them in row {row + 1}; correct the table");
            }

            if (column is not null && line is not null)
            {
                string name = table.Text(row, slice);
                objects.Add(new ObjectPoint(ImageFormats.IsImageByName(name) ? ImageFolder.IdOf(name) : name, new PixelPoint(column.Value, line.Value), isInMicrometres));
            }
        }

        return objects;
    }

    private static void Read(string place, JsonElement element, List<PixelPoint> points)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Read(place, item, points);
            }
        }
        else if (Find(element, "features") is { } features)
        {
            Read(place, features, points);
        }
        else if (Find(element, "geometry") is { } geometry)
        {
            AddGeometry(place, geometry, points);
        }
        else
        {
            throw new InvalidDataException($"{place}: expected GeoJSON with features, got other JSON; export the objects from QuPath as GeoJSON");
        }
    }

    private static void AddGeometry(string place, JsonElement geometry, List<PixelPoint> points)
    {
        try
        {
            JsonElement coordinates = Find(geometry, "coordinates") ?? throw new FormatException("no coordinates");
            switch (Find(geometry, "type")?.GetString())
            {
                case "Point":
                    points.Add(PointOf(coordinates));
                    break;
                case "MultiPoint":
                    points.AddRange(coordinates.EnumerateArray().Select(PointOf));
                    break;
                case "Polygon":
                    points.Add(CentreOf(coordinates[0]));
                    break;
                case "MultiPolygon":
                    points.Add(CentreOf(coordinates[0][0]));
                    break;
                default:
                    break; // lines are no objects
            }
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{place}: expected points or areas with coordinates, got others; export the objects again from QuPath as GeoJSON", error);
        }
    }

    private static PixelPoint CentreOf(JsonElement ring)
    {
        PixelPoint[] vertices = [.. ring.EnumerateArray().Select(PointOf)];
        return vertices.Length >= 3 ? new Polygon<PixelPoint>(vertices).Centre() : vertices[0];
    }

    private static PixelPoint PointOf(JsonElement point) => new(point[0].GetDouble(), point[1].GetDouble());

    private static JsonElement? Find(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement value) ? value : null;
}
