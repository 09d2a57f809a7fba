using System.Text.Json;
using DeepSlice.Geometry;
using NetTopologySuite.Geometries;

namespace DeepSlice.Tests.Formats;

/// <summary>The rules by which QuPath reads objects from GeoJSON, each with the words of its violation.</summary>
/// <remarks>
/// From QuPath's sources: <c>PathIO.readObjects</c> for the name of the file, <c>GsonTools.PathClassTypeAdapter</c> for classifications, <c>QuPathTypeAdapters</c> for objects,
/// <c>ROITypeAdapters</c> for geometries, which become JTS geometries: NetTopologySuite, which is JTS, says whether they are valid. RFC 7946 for rings.
/// </remarks>
internal static class QuPathRules
{
    private static readonly GeometryFactory s_factory = new();

    /// <summary>The violations of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">Size of the image at full resolution.</param>
    /// <param name="margin">How far outlines may reach out of the image: one block of the binning.</param>
    public static IReadOnlyList<string> Violations(string path, RasterSize image, double margin)
    {
        byte[] bytes = File.ReadAllBytes(path);
        List<string> wrong = [];
        Require(path.EndsWith(".geojson", StringComparison.Ordinal), "a .json is dropped on other handlers", wrong);
        Require(bytes.All(letter => letter < 128), "earlier versions read the system's encoding, so only ASCII is safe", wrong);
        using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        JsonElement root = document.RootElement;
        Require(Text(root, "type") == "FeatureCollection", "the root is a FeatureCollection", wrong);
        HashSet<string> ids = [];
        foreach (JsonElement feature in root.GetProperty("features").EnumerateArray())
        {
            Check(feature, image, margin, ids, wrong);
        }

        return wrong;
    }

    private static void Check(JsonElement feature, RasterSize image, double margin, HashSet<string> ids, List<string> wrong)
    {
        Require(Text(feature, "type") == "Feature", "an object is a Feature", wrong);
        string id = Text(feature, "id") ?? "";
        Require(Guid.TryParseExact(id, "D", out Guid uuid) && uuid.Version == 5, "an id is a UUID that follows from a name", wrong);
        Require(ids.Add(id), "an id occurs once", wrong);
        JsonElement properties = feature.GetProperty("properties");
        Require(Text(properties, "objectType") is "annotation" or "detection", "objectType is annotation or detection", wrong);
        Require(!string.IsNullOrEmpty(Text(properties, "name")), "an object has a name", wrong);
        Require(Find(properties, "isLocked") is null or { ValueKind: JsonValueKind.True }, "isLocked is written only if true", wrong);
        Require(Find(properties, "color") is not { } own || IsColor(own), "color is [r, g, b]", wrong);
        JsonElement? classification = Find(properties, "classification");
        Require(!string.IsNullOrEmpty(Text(classification, "name")), "a class has a name", wrong);
        Require(Find(classification, "color") is { } color && IsColor(color), "a class without [r, g, b] makes the file unreadable", wrong);
        Require(Text(classification, "name")?.Split(": ").All(part => part.Length > 0 && part.Trim() == part && !part.Contains(':', StringComparison.Ordinal)) == true, "a colon separates base and derived class", wrong);
        Require(Find(properties, "measurements") is { ValueKind: JsonValueKind.Object } numbers
            && numbers.EnumerateObject().All(number => number.Value.ValueKind == JsonValueKind.Number || (number.Value.ValueKind == JsonValueKind.String && number.Value.GetString() == "NaN")), "measurements are an object of numbers", wrong);
        Require(Find(properties, "metadata") is { ValueKind: JsonValueKind.Object } texts && texts.EnumerateObject().All(text => text.Value.ValueKind == JsonValueKind.String), "metadata are an object of texts", wrong);
        CheckGeometry(feature.GetProperty("geometry"), image, margin, wrong);
        foreach (JsonElement child in Find(properties, "childObjects")?.EnumerateArray().ToArray() ?? [])
        {
            Check(child, image, margin, ids, wrong);
        }
    }

    private static void CheckGeometry(JsonElement geometry, RasterSize image, double margin, List<string> wrong)
    {
        string? type = Text(geometry, "type");
        JsonElement coordinates = geometry.GetProperty("coordinates");
        Require(type is "Polygon" or "MultiPolygon", "an area is a Polygon or a MultiPolygon", wrong);
        Require(type != "MultiPolygon" || coordinates.GetArrayLength() > 1, "a MultiPolygon has several polygons", wrong);
        Require(Find(geometry, "plane") is null, "the plane is written only if it is not the default", wrong);
        JsonElement[] polygons = type == "Polygon" ? [coordinates] : [.. coordinates.EnumerateArray()];
        List<Polygon> areas = [];
        foreach (JsonElement[] rings in polygons.Select(polygon => polygon.EnumerateArray().ToArray()))
        {
            Coordinate[][] points = [.. rings.Select(ring => ring.EnumerateArray().Select(point => Point(point, wrong)).ToArray())];
            Require(points.All(ring => ring.Length >= 4 && ring[0].Equals2D(ring[^1])), "a ring is closed and has three or more corners", wrong);
            Require(points.Length > 0 && Area(points[0]) > 0, "an outer ring has a positive area", wrong);
            Require(points.Skip(1).All(ring => Area(ring) < 0), "a hole has a negative area", wrong);
            Require(points.SelectMany(ring => ring).All(point => point.X >= -margin && point.Y >= -margin && point.X <= image.Width + margin && point.Y <= image.Height + margin), "coordinates are pixels of the image", wrong);
            if (points.All(ring => ring.Length >= 4 && ring[0].Equals2D(ring[^1])))
            {
                areas.Add(s_factory.CreatePolygon(s_factory.CreateLinearRing(points[0]), [.. points.Skip(1).Select(s_factory.CreateLinearRing)]));
            }
        }

        Require(areas.Count == 1 ? areas[0].IsValid : s_factory.CreateMultiPolygon([.. areas]).IsValid, "JTS takes the geometry for valid", wrong);
    }

    private static Coordinate Point(JsonElement point, List<string> wrong)
    {
        Require(point.GetArrayLength() == 2, "a point has two coordinates", wrong);
        return new Coordinate(point[0].GetDouble(), point[1].GetDouble());
    }

    private static double Area(Coordinate[] ring) => ring.Zip(ring.Skip(1), (a, b) => (a.X * b.Y) - (b.X * a.Y)).Sum() / 2;

    private static bool IsColor(JsonElement color) =>
        color.ValueKind == JsonValueKind.Array && color.GetArrayLength() == 3 && color.EnumerateArray().All(part => part.TryGetByte(out _));

    private static string? Text(JsonElement? element, string key) => Find(element, key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement? element, string key) =>
        element is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(key, out JsonElement value) ? value : null;

    private static void Require(bool holds, string rule, List<string> wrong)
    {
        if (!holds)
        {
            wrong.Add(rule);
        }
    }
}
