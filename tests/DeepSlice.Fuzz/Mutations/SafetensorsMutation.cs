using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes the JSON header of a safetensors file, or JSON within its metadata, and states the new length; or any bytes.</summary>
internal static class SafetensorsMutation
{
    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        byte[]? header = HeaderOf(input);
        if (header is null || random.Next(5) == 0)
        {
            return ByteMutation.Mutate(input, other, random);
        }

        byte[] data = input[(8 + header.Length)..];
        byte[] donor = HeaderOf(other) ?? [];
        byte[] changed = random.Next(2) == 0 ? InnerChanged(header, donor, random) : JsonMutation.Mutate(header, donor, random);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, random.Next(20) == 0 ? Edges.Integer(random) : changed.Length);
        return [.. length, .. changed, .. data];
    }

    private static byte[]? HeaderOf(byte[] file)
    {
        long length = file.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(file);
        return length >= 2 && length <= file.Length - 8 ? file[8..(8 + (int)length)] : null;
    }

    private static byte[] InnerChanged(byte[] header, byte[] donor, Random random)
    {
        try
        {
            if (JsonNode.Parse(header) is JsonObject root && root["__metadata__"] is JsonObject { Count: > 0 } metadata)
            {
                (string key, JsonNode? value) = metadata.ElementAt(random.Next(metadata.Count));
                if (value is JsonValue inner && inner.TryGetValue(out string? json))
                {
                    metadata[key] = Encoding.UTF8.GetString(JsonMutation.Mutate(Encoding.UTF8.GetBytes(json), donor, random));
                    return Encoding.UTF8.GetBytes(root.ToJsonString());
                }
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // a header that was damaged before
        }

        return JsonMutation.Mutate(header, donor, random);
    }
}
