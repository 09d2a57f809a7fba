namespace DeepSlice.Formats;

/// <summary>Reads files whole, up to a number of bytes.</summary>
internal static class BoundedFile
{
    /// <summary>Whether a file begins with some bytes.</summary>
    /// <param name="path">File.</param>
    /// <param name="magic">The bytes.</param>
    public static bool Begins(string path, ReadOnlySpan<byte> magic) => Head(path, magic.Length).AsSpan().SequenceEqual(magic);

    /// <summary>The first bytes of a file, fewer where it is shorter.</summary>
    /// <param name="path">File.</param>
    /// <param name="length">Number of bytes.</param>
    public static byte[] Head(string path, int length)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] head = new byte[length];
        return head[..stream.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">File.</param>
    /// <param name="longest">Maximal number of bytes.</param>
    /// <exception cref="InvalidDataException">The file is longer.</exception>
    public static byte[] Read(string path, int longest)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(path, stream, longest);
    }

    /// <summary>Reads the rest of a stream.</summary>
    /// <param name="place">Where the stream comes from, for messages.</param>
    /// <param name="content">The stream.</param>
    /// <param name="longest">Maximal number of bytes.</param>
    /// <exception cref="InvalidDataException">The stream is longer.</exception>
    public static byte[] Read(string place, Stream content, int longest)
    {
        using var bytes = new MemoryStream();
        var part = new byte[64 << 10];
        for (int read = content.Read(part); read > 0; read = content.Read(part))
        {
            if (bytes.Length + read > longest)
            {
                throw new InvalidDataException($"{place}: expected at most {longest} bytes, got more; draw the outline with fewer points");
            }

            bytes.Write(part, 0, read);
        }

        return bytes.ToArray();
    }
}
