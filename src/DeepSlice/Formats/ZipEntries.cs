using System.IO.Compression;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>The files in a zip.</summary>
internal static class ZipEntries
{
    /// <summary>The first bytes of every zip.</summary>
    public static ReadOnlySpan<byte> Magic => "PK"u8;

    /// <summary>Names of the files in a zip, without folders; those that a Mac adds are skipped.</summary>
    /// <param name="path">Zip.</param>
    /// <exception cref="InvalidDataException">The file is no complete zip.</exception>
    public static IReadOnlyList<string> Names(string path) => Open(path, zip => (string[])[.. Files(zip).Select(entry => NameOf(entry))]);

    /// <summary>Reads files in a zip; in which folder of the zip they lie does not matter.</summary>
    /// <param name="path">Zip.</param>
    /// <param name="isWanted">Whether to read the file of a name.</param>
    /// <param name="longestEntry">Maximal bytes of a file.</param>
    /// <param name="longestSum">Maximal bytes of all files that are read.</param>
    /// <param name="read">Gets the place for messages, the name without folders, and the content.</param>
    /// <exception cref="InvalidDataException">The file is no complete zip, or one of its files is too long, damaged, or protected by a password.</exception>
    public static void Read(string path, Func<string, bool> isWanted, int longestEntry, int longestSum, Action<string, string, byte[]> read) => Open(path, zip =>
    {
        int left = longestSum;
        foreach (ZipArchiveEntry entry in Files(zip).Where(entry => isWanted(NameOf(entry))))
        {
            string place = $"{path}: {entry.FullName}";
            byte[] bytes = ReadEntry(place, entry, Math.Min(left, longestEntry));
            left -= bytes.Length;
            read(place, NameOf(entry), bytes);
        }

        return left;
    });

    // Composed umlauts: a Mac decomposes them.
    private static string NameOf(ZipArchiveEntry entry) => ComposedText.Of(entry.Name);

    private static IEnumerable<ZipArchiveEntry> Files(ZipArchive zip) => zip.Entries.Where(entry =>
        entry.Name.Length > 0 && !entry.Name.StartsWith("._", StringComparison.Ordinal) && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal));

    private static T Open<T>(string path, Func<ZipArchive, T> work)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            return work(zip);
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: expected a complete zip, got a damaged one; copy it again, or save the outlines again", error);
        }
    }

    private static byte[] ReadEntry(string place, ZipArchiveEntry entry, int longest)
    {
        if (entry.IsEncrypted)
        {
            throw new InvalidDataException($"{place}: expected a zip without a password, got one that is protected by a password; unpack it, and save the outlines in a zip without");
        }

        try
        {
            using Stream content = entry.Open();
            return BoundedFile.Read(place, content, longest);
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(place, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{place}: expected a zip as ImageJ, QuPath or the file manager writes it, got an entry that is damaged or compressed in another way; unpack it, and zip the outlines again", error);
        }
    }
}
