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
/// <remarks>Writes and reads F32 and F16. Sizes in the header are checked against the file size before memory is allocated.</remarks>
internal static class SafetensorsFile
{
    private const int MaximumHeaderBytes = 16 << 20;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes a file atomically, by way of a temporary file.</summary>
    /// <param name="path">File to make or replace.</param>
    /// <param name="tensors">Arrays with unique names.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <exception cref="ArgumentException">
    /// Two arrays have the same name, the number of values does not match the shape, or a value exceeds the range of the stored type.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);

        // Wider types first, so that every value is aligned to its size.
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
    /// <exception cref="InvalidDataException">The file is truncated, malformed, or has inconsistent sizes.</exception>
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
            throw new InvalidDataException($"{path}: expected a safetensors file, got an unreadable one ({(error is InvalidDataException ? error.Message : "its header is damaged")}); copy it again, or train again", error);
        }
    }

    private static SafetensorsContent Read(FileStream stream)
    {
        Span<byte> word = stackalloc byte[8];
        stream.ReadExactly(word);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(word);
        if (headerLength < 2 || headerLength > Math.Min(MaximumHeaderBytes, stream.Length - 8))
        {
            throw new InvalidDataException($"expected a header shorter than the file of {stream.Length} bytes, got {headerLength} bytes; the file is truncated or of another format");
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
                unread -= bytes; // tensors share no data, so together they need no more memory than the file
                if (!tensors.TryAdd(entry.Name, tensor))
                {
                    throw new InvalidDataException($"expected unique tensor names, got '{entry.Name}' twice; write the file again");
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
            _ => throw new InvalidDataException($"expected type F32 or F16 of tensor '{name}', got '{type}'; convert the tensor"),
        };
        long[] shape = [.. Property(entry, name, "shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] offsets = [.. Property(entry, name, "data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        long room = stream.Length - dataStart;
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > room)
        {
            throw new InvalidDataException($"expected data of tensor '{name}' within the file's {room} bytes of data, got offsets [{string.Join(", ", offsets)}]; the file is truncated or damaged");
        }

        bytes = offsets[1] - offsets[0];
        long count = bytes / bytesPerValue;
        if (shape.Any(size => size < 0) || Product(shape) * bytesPerValue != bytes)
        {
            throw new InvalidDataException($"expected {bytes} bytes of data to match the shape of tensor '{name}', got shape [{string.Join(", ", shape)}]; the file is damaged");
        }

        if (bytes > unread)
        {
            throw new InvalidDataException($"expected at most {unread} bytes for tensor '{name}', got {bytes}; tensors must not share data");
        }

        if (count > Array.MaxLength)
        {
            throw new InvalidDataException($"expected at most {Array.MaxLength} values in tensor '{name}', got {count}; split the tensor");
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

    // −1 if the product overflows.
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
            : throw new InvalidDataException($"expected {name} in the header of tensor '{tensor}', got none; the file is damaged");

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
        int padded = (json.Length + 7) / 8 * 8; // data starts at a multiple of eight bytes, as the format requires of writers
        byte[] result = new byte[padded];
        result.AsSpan().Fill((byte)' ');
        json.CopyTo(result, 0);
        return result;
    }

    private static void Check(SafetensorsTensor tensor)
    {
        if (Product([.. tensor.Shape]) != tensor.Values.Length)
        {
            throw new ArgumentException($"expected as many values of tensor '{tensor.Name}' as shape [{string.Join(", ", tensor.Shape)}] holds, got {tensor.Values.Length}", nameof(tensor));
        }

        foreach (float value in tensor.Values.Span)
        {
            if (tensor.StoredAs == SafetensorsType.Float16 && float.IsFinite(value) && !Half.IsFinite((Half)value))
            {
                throw new ArgumentException($"expected magnitudes up to 65504 in tensor '{tensor.Name}' stored as F16, got {value}; store it as F32", nameof(tensor));
            }
        }
    }
}
