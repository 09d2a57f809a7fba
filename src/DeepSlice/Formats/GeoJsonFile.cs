using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepSlice.Formats;

/// <summary>Annotations that QuPath has exported as GeoJSON.</summary>
/// <remarks>
/// The file is a FeatureCollection, a list of Features, or one Feature. JSON is read by .NET's own parser: a library for GeoJSON refuses a file with one bad
/// feature, and would check rings that are filled by the even-odd rule in any case.
/// </remarks>
internal static partial class GeoJsonFile
{
    private const string Extension = ".geojson";
    private const string Gzip = ".geojson.gz";
    private const int LongestFile = 256 << 20;
    private const int HeadLength = 4096;

    /// <summary>Whether a name is that of a GeoJSON file.</summary>
    public static bool IsGeoJson(string name) =>
        name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name is that of a GeoJSON file compressed by gzip.</summary>
    public static bool IsCompressed(string name) => name.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a <c>.json</c> begins as GeoJSON does; a catalogue or a table of scores does not.</summary>
    /// <param name="path">File.</param>
    public static bool HasFeatures(string path) => BoundedFile.Head(path, HeadLength).AsSpan().IndexOf("\"Feature"u8) >= 0;

    /// <summary>Reads a file, or the GeoJSON files in a zip.</summary>
    /// <param name="path">GeoJSON, compressed by gzip or not, or a zip.</param>
    /// <param name="drawn">Gets the outlines.</param>
    /// <exception cref="InvalidDataException">The file is not GeoJSON, or too long.</exception>
    public static void Read(string path, DrawnOutlines drawn) => Read(path, (place, root) => new GeoJsonFeatures(place, drawn).ReadRoot(root));

    /// <summary>Reads a file, or the GeoJSON files in a zip.</summary>
    /// <param name="path">As of <see cref="Read(string, DrawnOutlines)"/>.</param>
    /// <param name="read">Gets the place for messages, and the document's root.</param>
    /// <exception cref="InvalidDataException">As of <see cref="Read(string, DrawnOutlines)"/>.</exception>
    public static void Read(string path, Action<string, JsonElement> read)
    {
        if (BoundedFile.Begins(path, ZipEntries.Magic))
        {
            ZipEntries.Read(path, IsGeoJson, LongestFile, LongestFile, (place, _, bytes) => Parse(place, bytes, read));
        }
        else if (IsCompressed(path))
        {
            Parse(path, Decompress(path), read);
        }
        else
        {
            Parse(path, BoundedFile.Read(path, LongestFile), read);
        }
    }

    private static byte[] Decompress(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var content = new GZipStream(stream, CompressionMode.Decompress);
            return BoundedFile.Read(path, content, LongestFile);
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: expected a complete gzip file, got another one; export the annotations again", error);
        }
    }

    private static void Parse(string place, byte[] bytes, Action<string, JsonElement> read)
    {
        byte[] text = Complete(bytes);
        try
        {
            using JsonDocument document = ParseWithNaN(text);
            read(place, document.RootElement);
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(place, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{place}: {error.Message}", error);
        }
        catch (JsonException error)
        {
            string where = error.LineNumber is { } line ? $" at line {line + 1}, byte {error.BytePositionInLine + 1}" : "";
            throw new InvalidDataException($"{place}: expected GeoJSON, got text that is not{where}; export the annotations again from QuPath", error);
        }
    }

    // Of letters that are none (bytes of another encoding, half surrogates) only the name that holds them suffers.
    private static byte[] Complete(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        return Encoding.UTF8.GetBytes(HalfLetter().Replace(text, "\\ufffd"));
    }

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex HalfLetter();

    // QuPath writes measurements that are not numbers as NaN, which JSON does not have.
    private static JsonDocument ParseWithNaN(byte[] text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException) when (text.AsSpan().IndexOf("NaN"u8) >= 0 || text.AsSpan().IndexOf("Infinity"u8) >= 0)
        {
            byte[] quoted = [.. text];
            bool isText = false;
            for (int i = 0; i < quoted.Length; i++)
            {
                if (quoted[i] == '"')
                {
                    isText = !isText;
                }
                else if (isText)
                {
                    i += quoted[i] == '\\' ? 1 : 0;
                }
                else
                {
                    Quote(quoted.AsSpan(i), "NaN"u8);
                    Quote(quoted.AsSpan(i), "-Infinity"u8);
                    Quote(quoted.AsSpan(i), "Infinity"u8);
                }
            }

            return JsonDocument.Parse(quoted);
        }
    }

    private static void Quote(Span<byte> text, ReadOnlySpan<byte> word)
    {
        if (text.StartsWith(word))
        {
            text[..word.Length].Fill((byte)' ');
            (text[0], text[word.Length - 1]) = ((byte)'"', (byte)'"');
        }
    }
}
