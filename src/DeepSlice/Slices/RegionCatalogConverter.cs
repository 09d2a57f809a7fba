using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>Serializes a catalogue as the list of its regions.</summary>
internal sealed class RegionCatalogConverter : JsonConverter<RegionCatalog>
{
    public override RegionCatalog Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Region[] regions = JsonSerializer.Deserialize<Region[]>(ref reader, options) ?? [];
        return regions.Contains(null) ? throw new JsonException("expected a region, got null")
            : RegionRules.FindProblem(regions) is { } problem ? throw new JsonException(problem)
            : new RegionCatalog(regions);
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
}
