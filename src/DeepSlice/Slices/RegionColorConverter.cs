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
            return RegionColor.Parse(reader.GetString() ?? "");
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, RegionColor value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
