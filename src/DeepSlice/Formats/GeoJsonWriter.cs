using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepSlice.Geometry;

namespace DeepSlice.Formats;

/// <summary>Writes annotations as GeoJSON for QuPath: a FeatureCollection with one Feature, on a line of its own, for each annotation.</summary>
/// <remarks>
/// The rules are those of QuPath's reader (<c>GsonTools</c>, <c>QuPathTypeAdapters</c>, <c>ROITypeAdapters</c>): a UUID as the id; a classification with a name and a
/// colour, for without a colour the file is refused; measurements as an object of finite numbers; closed rings, holes as inner rings, a MultiPolygon only for
/// several polygons. Rings have the orientation of RFC 7946. All letters beyond ASCII are escaped: earlier versions of QuPath read files in the
/// encoding of the system.
/// </remarks>
internal static class GeoJsonWriter
{
    // QuPath ignores the key, and does not write it. So a file that it has saved, or one that was changed, is told from one that predict has written.
    private const string Seal = "{\"type\":\"FeatureCollection\",\"deepslice\":\"";
    private const string AfterSeal = "\",\"features\":[\n";
    private const int HashLength = 64;

    /// <summary>The bytes of a file.</summary>
    /// <param name="annotations">The annotations.</param>
    public static byte[] Encode(IReadOnlyList<QuPathAnnotation> annotations)
    {
        using var features = new MemoryStream();
        for (int i = 0; i < annotations.Count; i++)
        {
            using (var writer = new Utf8JsonWriter(features))
            {
                Write(writer, annotations[i]);
            }

            features.Write(i + 1 < annotations.Count ? ",\n"u8 : "\n"u8);
        }

        features.Write("]}\n"u8);
        byte[] rest = features.ToArray();
        return [.. Encoding.ASCII.GetBytes(Seal + HashOf(rest) + AfterSeal), .. rest];
    }

    /// <summary>Whether a file is as <see cref="Encode"/> made it, and nobody has changed it.</summary>
    /// <param name="path">File.</param>
    public static bool IsUnchanged(string path)
    {
        string head = Encoding.ASCII.GetString(BoundedFile.Head(path, Seal.Length + HashLength + AfterSeal.Length));
        return head.StartsWith(Seal, StringComparison.Ordinal) && head.EndsWith(AfterSeal, StringComparison.Ordinal)
            && HashOf(File.ReadAllBytes(path).AsSpan(head.Length)) == head.Substring(Seal.Length, HashLength);
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Write(Utf8JsonWriter writer, QuPathAnnotation annotation)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteString("id", annotation.Id);
        writer.WriteStartObject("geometry");
        WriteGeometry(writer, annotation.Outline);
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        writer.WriteString("objectType", "annotation");
        writer.WriteString("name", annotation.Name);
        writer.WriteStartObject("classification");
        writer.WriteString("name", annotation.Classification);
        writer.WriteStartArray("color");
        writer.WriteNumberValue(annotation.Color.Red);
        writer.WriteNumberValue(annotation.Color.Green);
        writer.WriteNumberValue(annotation.Color.Blue);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("measurements");
        foreach ((string name, double? value) in annotation.Measurements)
        {
            if (value is { } number && double.IsFinite(number))
            {
                writer.WriteNumber(name, number);
            }
        }

        writer.WriteEndObject();
        writer.WriteStartObject("metadata");
        foreach ((string name, string value) in annotation.Metadata)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        WriteChildren(writer, annotation.Children);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteChildren(Utf8JsonWriter writer, IReadOnlyList<QuPathAnnotation> children)
    {
        if (children.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("childObjects");
        foreach (QuPathAnnotation child in children)
        {
            Write(writer, child);
        }

        writer.WriteEndArray();
    }

    private static void WriteGeometry(Utf8JsonWriter writer, Outline<PixelPoint> outline)
    {
        IReadOnlyList<PolygonPart<PixelPoint>> parts = PolygonPart<PixelPoint>.Of(outline);
        bool isMulti = parts.Count > 1;
        writer.WriteString("type", isMulti ? "MultiPolygon" : "Polygon");
        writer.WriteStartArray("coordinates");
        foreach (PolygonPart<PixelPoint> part in parts)
        {
            if (isMulti)
            {
                writer.WriteStartArray();
            }

            WriteRing(writer, part.Outer.Vertices);
            foreach (Polygon<PixelPoint> hole in part.Holes)
            {
                WriteRing(writer, hole.Vertices);
            }

            if (isMulti)
            {
                writer.WriteEndArray();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteRing(Utf8JsonWriter writer, PixelPoint[] ring)
    {
        writer.WriteStartArray();
        foreach (PixelPoint point in (PixelPoint[])[.. ring, ring[0]])
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(point.X);
            writer.WriteNumberValue(point.Y);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
