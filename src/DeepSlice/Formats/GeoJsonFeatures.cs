using System.Text.Json;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>Reads the features of a GeoJSON document of QuPath.</summary>
/// <param name="place">Where the document comes from, for messages.</param>
/// <param name="drawn">Gets the outlines.</param>
internal sealed class GeoJsonFeatures(string place, DrawnOutlines drawn)
{
    // Detections, cells and tiles are results of an analysis; the root and TMA cores hold other objects. Version 0.2 wrote the kind as the id.
    private static readonly string[] OtherKinds =
    [
        "detection", "cell", "tile", "tmaCore", "tma_core", "root",
        "PathDetectionObject", "PathCellObject", "PathTileObject", "TMACoreObject", "PathRootObject",
    ];

    private int _vertices = RoiSetFile.MostVertices;
    private int _count;

    /// <summary>Reads a FeatureCollection, a list of Features, or a Feature.</summary>
    /// <exception cref="InvalidDataException">It is neither, or has too many vertices.</exception>
    public void ReadRoot(JsonElement root)
    {
        JsonElement? list = root.ValueKind == JsonValueKind.Array ? root : Find(root, "features");
        if (list is { ValueKind: JsonValueKind.Array } features)
        {
            ReadAll(features);
        }
        else if (Text(root, "type") == "Feature")
        {
            Read(root);
        }
        else
        {
            throw new InvalidDataException($"{place}: expected GeoJSON with a FeatureCollection, a list of Features or a Feature, got other JSON; export the annotations from QuPath as GeoJSON");
        }
    }

    private void ReadAll(JsonElement features)
    {
        foreach (JsonElement feature in features.EnumerateArray())
        {
            Read(feature);
        }
    }

    private void Read(JsonElement feature)
    {
        _count++;
        JsonElement? properties = Find(feature, "properties");
        string[] names = [.. Names(properties)];
        if (IsAnnotation(feature, properties))
        {
            ReadGeometry(Find(feature, "geometry"), names.Length > 0 ? names : [$"feature {_count}"]);
        }

        if ((Find(properties, "childObjects") ?? Find(properties, "children")) is { ValueKind: JsonValueKind.Array } children)
        {
            ReadAll(children);
        }
    }

    private void ReadGeometry(JsonElement? geometry, string[] names)
    {
        string type = Text(geometry, "type") ?? "";
        if (type is not ("Polygon" or "MultiPolygon"))
        {
            drawn.Unusable.Add(type.Length == 0
                ? new UnusableOutline(names[0], "it has no geometry", UnusableKind.Bad)
                : new UnusableOutline(names[0], $"it is a {type}, not an area", UnusableKind.Flat));
            return;
        }

        try
        {
            JsonElement coordinates = Find(geometry, "coordinates") ?? throw new FormatException("it has no coordinates");
            foreach (JsonElement polygon in type == "Polygon" ? [coordinates] : Items(coordinates).ToArray())
            {
                Add(polygon, names);
            }
        }
        catch (FormatException error)
        {
            drawn.Unusable.Add(new UnusableOutline(names[0], error.Message, UnusableKind.Bad));
        }
    }

    private void Add(JsonElement polygon, string[] names)
    {
        Polygon<PixelPoint>[] rings = [.. Items(polygon).Select(Ring).Where(ring => ring.Length >= 3).Select(ring => new Polygon<PixelPoint>(ring))];
        if (rings.Length == 0)
        {
            drawn.Unusable.Add(new UnusableOutline(names[0], RoiDecoder.NoExtent, UnusableKind.Flat));
            return;
        }

        drawn.Outlines.Add(new DrawnOutline(names, new Outline<PixelPoint>(rings)));
    }

    private PixelPoint[] Ring(JsonElement ring)
    {
        if (ring.ValueKind == JsonValueKind.Array)
        {
            RoiDecoder.RequireFew(ring.GetArrayLength(), Math.Min(_vertices, RoiDecoder.MostVertices));
            _vertices -= ring.GetArrayLength();
        }

        PixelPoint[] points = [.. Items(ring).Select(Point)];
        return points.Length > 1 && points[^1] == points[0] ? points[..^1] : points;
    }

    private static PixelPoint Point(JsonElement point) =>
        point.ValueKind == JsonValueKind.Array && point.GetArrayLength() >= 2
        && point[0].ValueKind == JsonValueKind.Number && point[1].ValueKind == JsonValueKind.Number
        && point[0].TryGetDouble(out double x) && point[1].TryGetDouble(out double y) && RoiDecoder.IsNear(x) && RoiDecoder.IsNear(y)
            ? new PixelPoint(x, y)
            : throw new FormatException("it has coordinates that are no points of an image");

    private static JsonElement.ArrayEnumerator Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new FormatException("it has coordinates that are no lists of points");

    private static bool IsAnnotation(JsonElement feature, JsonElement? properties) =>
        !OtherKinds.Contains(Text(properties, "objectType") ?? Text(properties, "object_type") ?? Text(properties, "type") ?? Text(feature, "id"), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Names(JsonElement? properties)
    {
        if (Find(properties, "classification") is { } classification)
        {
            string? name = classification.ValueKind == JsonValueKind.String ? classification.GetString() : Text(classification, "name");
            if (name is null && Find(classification, "names") is { ValueKind: JsonValueKind.Array } parts)
            {
                name = string.Join(": ", parts.EnumerateArray().Select(part => part.ToString()));
            }

            if (!string.IsNullOrWhiteSpace(name))
            {
                yield return name;
            }
        }

        if (Text(properties, "name") is { } own && !string.IsNullOrWhiteSpace(own))
        {
            yield return own;
        }
    }

    private static string? Text(JsonElement? element, string key) => Find(element, key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement? element, string key) =>
        element is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(key, out JsonElement value) ? value : null;
}
