using System.IO.Compression;

namespace DeepSlice.Workbench.Journal;

/// <summary>Bytes as the journal and the cache keep them: compressed by zlib.</summary>
internal static class Deflated
{
    /// <summary>Compresses.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    /// <summary>Decompresses into a buffer.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or not as many.</exception>
    public static void Unpack(ReadOnlyMemory<byte> packed, Span<byte> result)
    {
        using var stream = new ZLibStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
        stream.ReadExactly(result);
    }

    /// <summary>Decompresses a known number of bytes.</summary>
    public static byte[] Unpack(ReadOnlyMemory<byte> packed, int length)
    {
        var result = new byte[length];
        Unpack(packed, result);
        return result;
    }
}
