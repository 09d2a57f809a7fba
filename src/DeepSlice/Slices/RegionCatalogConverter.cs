using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>Serializes a catalogue as the list of its regions.</summary>
internal sealed class RegionCatalogConverter : JsonConverter<RegionCatalog>
{
    private static readonly string[] Keys = ["index", "key", "name", "color", "annotated", "aliases"];

    public override RegionCatalog Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement list = document.RootElement;
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"expected a list of regions, [ … ], got {Kind(list)}; write the list that dataset.json has under 'regions'");
        }

        Region[] regions = [.. list.EnumerateArray().Select((region, position) => ReadRegion(region, position, options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Skip))];
        return RegionRules.FindProblem(regions) is { } problem ? throw new JsonException(problem) : new RegionCatalog(regions);
    }

    public override void Write(Utf8JsonWriter writer, RegionCatalog value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (Region region in value.Regions)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", region.Index);
            writer.WriteString("key", region.Key);
            writer.WriteString("name", region.Name);
            writer.WriteString("color", region.Color.ToString());
            writer.WriteBoolean("annotated", region.IsAnnotated);
            if (region.Aliases.Count > 0)
            {
                writer.WritePropertyName("aliases");
                JsonSerializer.Serialize(writer, region.Aliases, options);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static Region ReadRegion(JsonElement element, int position, bool mayHaveOtherKeys)
    {
        string place = $"region {position + 1} of the list";
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"{place}: expected a region {{ \"index\", \"key\", \"name\", \"color\" }}, got {Kind(element)}");
        }

        if (!mayHaveOtherKeys && element.EnumerateObject().FirstOrDefault(property => !Keys.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw new JsonException($"{place}: expected {string.Join(", ", Keys)}, got '{unknown.Name}'");
        }

        return new Region(ReadIndex(element, place), ReadText(element, "key", place), ReadText(element, "name", place), ReadColor(element, place))
        {
            IsAnnotated = ReadAnnotated(element, place),
            Aliases = ReadAliases(element, place),
        };
    }

    private static byte ReadIndex(JsonElement region, string place) =>
        Find(region, "index") is { ValueKind: JsonValueKind.Number } number && number.TryGetByte(out byte index)
            ? index
            : throw Unfit(region, "index", "a whole number from 0 to 255", place);

    private static string ReadText(JsonElement region, string key, string place) =>
        Find(region, key) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Unfit(region, key, "a text in quotation marks", place);

    private static RegionColor ReadColor(JsonElement region, string place)
    {
        try
        {
            return RegionColor.Parse(ReadText(region, "color", place));
        }
        catch (FormatException)
        {
            throw Unfit(region, "color", "a color #rrggbb such as \"#56b4e9\"", place);
        }
    }

    private static bool ReadAnnotated(JsonElement region, string place) => Find(region, "annotated") switch
    {
        null or { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Unfit(region, "annotated", "true or false", place),
    };

    private static string[] ReadAliases(JsonElement region, string place) => Find(region, "aliases") switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(alias => alias.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(alias => alias.GetString()!)],
        _ => throw Unfit(region, "aliases", "a list of names such as [\"Cortex\"]", place),
    };

    private static JsonElement? Find(JsonElement region, string key) => region.TryGetProperty(key, out JsonElement value) ? value : null;

    private static JsonException Unfit(JsonElement region, string key, string expected, string place)
    {
        string named = key != "key" && Find(region, "key") is { ValueKind: JsonValueKind.String } text ? $"{place}, '{text.GetString()}'" : place;
        return new JsonException($"{named}: expected '{key}' to be {expected}, got {(Find(region, key) is { } value ? Kind(value) : "none")}");
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object, { … }",
        JsonValueKind.Array => "a list, [ … ]",
        JsonValueKind.Null => "null",
        _ => value.GetRawText() is var text && text.Length <= 40 ? text : text[..40] + " …",
    };
}
