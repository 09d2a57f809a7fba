using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepSlice.Slices;

/// <summary>Writes a binning as its factor.</summary>
internal sealed class BinningConverter : JsonConverter<Binning>
{
    public override Binning Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, Binning value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Factor);
}
