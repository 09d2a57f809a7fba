using System.Buffers.Binary;
using System.Numerics;

namespace DeepSlice.Export.TensorBoard;

/// <summary>The records of an event file (TFRecord): length, its checksum, content, its checksum; numbers are little-endian.</summary>
internal static class RecordFrames
{
    private const int HeadLength = 12;
    private const int TailLength = 4;

    /// <summary>A record around its content.</summary>
    /// <param name="content">The content.</param>
    public static byte[] Frame(ReadOnlySpan<byte> content)
    {
        var record = new byte[HeadLength + content.Length + TailLength];
        BinaryPrimitives.WriteInt64LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8)));
        content.CopyTo(record.AsSpan(HeadLength));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeadLength + content.Length), Checksum(content));
        return record;
    }

    /// <summary>The contents of the records of a file, up to one that is damaged or cut off, as a killed process leaves it.</summary>
    /// <param name="path">Event file.</param>
    public static IEnumerable<byte[]> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int place = 0;
        while (Next(bytes.AsSpan(place)) is { } content)
        {
            yield return content;
            place += HeadLength + content.Length + TailLength;
        }
    }

    private static byte[]? Next(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < HeadLength || BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) != Checksum(rest[..8]))
        {
            return null;
        }

        long length = BinaryPrimitives.ReadInt64LittleEndian(rest);
        if (length < 0 || length > rest.Length - HeadLength - TailLength)
        {
            return null;
        }

        ReadOnlySpan<byte> content = rest.Slice(HeadLength, (int)length);
        return BinaryPrimitives.ReadUInt32LittleEndian(rest[(HeadLength + (int)length)..]) == Checksum(content) ? content.ToArray() : null;
    }

    // The CRC-32C, turned and shifted, because checksums of data with checksums in it are weak.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return unchecked(BitOperations.RotateRight(~crc, 15) + 0xa282ead8);
    }
}
