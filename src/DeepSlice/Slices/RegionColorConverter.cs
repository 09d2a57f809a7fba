using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>Serializes a colour in web notation.</summary>
internal sealed class RegionColorConverter : JsonConverter<RegionColor>
{
    public override RegionColor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? RegionColor.Parse(reader.GetString()!) : throw new JsonException();
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, RegionColor value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
