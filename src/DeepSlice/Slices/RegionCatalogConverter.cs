using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>Serializes a catalogue as the list of its regions.</summary>
internal sealed class RegionCatalogConverter : JsonConverter<RegionCatalog>
{
    public override RegionCatalog Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Region[] regions = JsonSerializer.Deserialize<Region[]>(ref reader, options) ?? [];
        if (regions.Contains(null))
        {
            throw new JsonException("expected a region, got null");
        }

        try
        {
            return new RegionCatalog(regions);
        }
        catch (ArgumentException error)
        {
            throw new JsonException(PlainWords.Of(error), error);
        }
    }

    public override void Write(Utf8JsonWriter writer, RegionCatalog value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Regions, options);
}
