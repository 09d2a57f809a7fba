using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepSlice.Formats;

/// <summary>
/// The safetensors format: a 64-bit header length, a JSON header <c>{name: {dtype, shape, data_offsets}, __metadata__}</c>,
/// raw little-endian data. Readable from Python's <c>safetensors</c> package.
/// </summary>
/// <remarks>Writes and reads F32 and F16. Every size a file states is checked against the file before memory is taken.</remarks>
public static class SafetensorsFile
{
    private const int MaximumHeaderBytes = 16 << 20;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes a file, under a temporary name first.</summary>
    /// <param name="path">File to make or replace.</param>
    /// <param name="tensors">Arrays with unique names.</param>
    /// <param name="metadata">Free texts by key.</param>
    /// <exception cref="ArgumentException">
    /// Two arrays have one name, or one has not as many values as its shape holds, or a value beyond what it is to be stored as.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);

        // Wider numbers first, so that every number lies on a multiple of its size.
        SafetensorsTensor[] ordered = [.. tensors.OrderBy(tensor => tensor.StoredAs)];
        byte[] header = Header(ordered, metadata);
        OutputFile.Write(path, temporary =>
        {
            using FileStream stream = File.Create(temporary);
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (SafetensorsTensor tensor in ordered)
            {
                WriteValues(stream, tensor);
            }
        });
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">File to read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is cut short, malformed, or states sizes that contradict each other.</exception>
    public static SafetensorsContent Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file", path);
        }

        using FileStream stream = File.OpenRead(path);
        try
        {
            return Read(stream);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or InvalidOperationException or EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"{path}: not a readable safetensors file: {error.Message}", error);
        }
    }

    private static SafetensorsContent Read(FileStream stream)
    {
        Span<byte> word = stackalloc byte[8];
        stream.ReadExactly(word);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(word);
        if (headerLength < 2 || headerLength > Math.Min(MaximumHeaderBytes, stream.Length - 8))
        {
            throw new InvalidDataException($"found a header of {headerLength} bytes in a file of {stream.Length}; the file is cut short or of another format");
        }

        var headerBytes = new byte[headerLength];
        stream.ReadExactly(headerBytes);
        using JsonDocument header = JsonDocument.Parse(headerBytes);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        long dataStart = 8 + headerLength;
        long unread = stream.Length - dataStart;
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.NameEquals(MetadataKey))
            {
                foreach (JsonProperty text in entry.Value.EnumerateObject())
                {
                    metadata[text.Name] = text.Value.GetString() ?? "";
                }
            }
            else
            {
                SafetensorsTensor tensor = ReadTensor(stream, dataStart, unread, entry.Name, entry.Value, out long bytes);
                unread -= bytes; // tensors share no data, so all of them take no more memory than the file
                if (!tensors.TryAdd(entry.Name, tensor))
                {
                    throw new InvalidDataException($"found tensor '{entry.Name}' twice, names must be unique");
                }
            }
        }

        return new SafetensorsContent(tensors, metadata);
    }

    private static SafetensorsTensor ReadTensor(FileStream stream, long dataStart, long unread, string name, JsonElement entry, out long bytes)
    {
        string type = Property(entry, name, "dtype").GetString() ?? "";
        (SafetensorsType storedAs, int bytesPerValue) = type switch
        {
            "F32" => (SafetensorsType.Float32, 4),
            "F16" => (SafetensorsType.Float16, 2),
            _ => throw new InvalidDataException($"found type '{type}' of tensor '{name}', allowed are F32 and F16"),
        };
        long[] shape = [.. Property(entry, name, "shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] offsets = [.. Property(entry, name, "data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        long room = stream.Length - dataStart;
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > room)
        {
            throw new InvalidDataException($"found data of tensor '{name}' at [{string.Join(", ", offsets)}], the file holds {room} bytes of data; it is cut short or damaged");
        }

        bytes = offsets[1] - offsets[0];
        long count = bytes / bytesPerValue;
        if (shape.Any(size => size < 0) || Product(shape) * bytesPerValue != bytes)
        {
            throw new InvalidDataException($"found shape [{string.Join(", ", shape)}] of tensor '{name}', its data are {bytes} bytes");
        }

        if (bytes > unread)
        {
            throw new InvalidDataException($"found {bytes} bytes of tensor '{name}' where {unread} are left for it; tensors must not share data");
        }

        if (count > Array.MaxLength)
        {
            throw new InvalidDataException($"found {count} values of tensor '{name}', allowed are {Array.MaxLength}");
        }

        stream.Position = dataStart + offsets[0];
        return new SafetensorsTensor(name, shape, ReadValues(stream, (int)count, storedAs)) { StoredAs = storedAs };
    }

    private static float[] ReadValues(FileStream stream, int count, SafetensorsType storedAs)
    {
        var values = new float[count];
        if (storedAs == SafetensorsType.Float32)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        var halves = new Half[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(halves.AsSpan()));
        TensorPrimitives.ConvertToSingle(halves, values);
        return values;
    }

    private static void WriteValues(FileStream stream, SafetensorsTensor tensor)
    {
        if (tensor.StoredAs == SafetensorsType.Float32)
        {
            stream.Write(MemoryMarshal.AsBytes(tensor.Values.Span));
            return;
        }

        var halves = new Half[tensor.Values.Length];
        TensorPrimitives.ConvertToHalf(tensor.Values.Span, halves);
        stream.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    // −1 where the product exceeds any file.
    private static long Product(long[] shape)
    {
        Int128 product = 1;
        foreach (long size in shape)
        {
            product *= size;
            if (product > long.MaxValue / 8)
            {
                return -1;
            }
        }

        return (long)product;
    }

    private static JsonElement Property(JsonElement entry, string tensor, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new InvalidDataException($"the header of tensor '{tensor}' lacks {name}");

    private static byte[] Header(SafetensorsTensor[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject
        {
            [MetadataKey] = new JsonObject(metadata.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value))),
        };
        long offset = 0;
        foreach (SafetensorsTensor tensor in tensors)
        {
            Check(tensor);
            header.Add(tensor.Name, new JsonObject
            {
                ["dtype"] = tensor.StoredAs == SafetensorsType.Float16 ? "F16" : "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(offset, offset + tensor.StoredBytes),
            });
            offset += tensor.StoredBytes;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        int padded = (json.Length + 7) / 8 * 8; // data start on a multiple of eight bytes, as the format asks of writers
        byte[] result = new byte[padded];
        result.AsSpan().Fill((byte)' ');
        json.CopyTo(result, 0);
        return result;
    }

    private static void Check(SafetensorsTensor tensor)
    {
        if (Product([.. tensor.Shape]) != tensor.Values.Length)
        {
            throw new ArgumentException($"found {tensor.Values.Length} values of tensor '{tensor.Name}' of shape [{string.Join(", ", tensor.Shape)}]", nameof(tensor));
        }

        foreach (float value in tensor.Values.Span)
        {
            if (tensor.StoredAs == SafetensorsType.Float16 && float.IsFinite(value) && !Half.IsFinite((Half)value))
            {
                throw new ArgumentException($"found {value} in tensor '{tensor.Name}', F16 holds magnitudes up to 65504; store it as F32", nameof(tensor));
            }
        }
    }
}
