using System.IO.Compression;

namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes the entries of a zip, each by the mutation of its format, and packs them again; or any bytes of the zip, most often of its directory.</summary>
internal static class ZipMutation
{
    private static readonly string[] s_names = [" ", "a/b/cx.roi", "../cx.roi", "CX.ROI", "__MACOSX/._cx.roi", "cx-2.roi", "\u00fc.roi", "u\u0308.roi", "con.roi", "dataset.json", "labels/a.png", ".roi"];

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        byte[] bytes = input;
        if (random.Next(3) > 0)
        {
            List<(string Name, byte[] Content)> entries = Entries(input);
            if (entries.Count > 0)
            {
                Change(entries, Entries(other), random);
                bytes = Pack(entries, random);
            }
        }

        return random.Next(3) > 0 && !ReferenceEquals(bytes, input) ? bytes : DirectoryChanged(bytes, other, random);
    }

    /// <summary>A zip of files.</summary>
    public static byte[] Pack(IEnumerable<(string Name, byte[] Content)> entries, Random random)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream target = zip.CreateEntry(name.Length == 0 ? "_" : name, random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                target.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The entries that can be read; none where the zip is damaged.</summary>
    public static List<(string Name, byte[] Content)> Entries(byte[] bytes)
    {
        var entries = new List<(string, byte[])>();
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using Stream content = entry.Open();
                var part = new byte[1 << 18];
                int length = content.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
                entries.Add((entry.FullName, part[..length]));
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            // an input that was damaged before
        }

        return entries;
    }

    private static void Change(List<(string Name, byte[] Content)> entries, List<(string Name, byte[] Content)> donors, Random random)
    {
        int place = random.Next(entries.Count);
        switch (random.Next(10))
        {
            case 0:
                entries.RemoveAt(place);
                break;
            case 1:
                entries.Insert(place, entries[random.Next(entries.Count)]);
                break;
            case 2:
                entries[place] = (s_names[random.Next(s_names.Length)], entries[place].Content);
                break;
            case 3 when donors.Count > 0:
                entries.Insert(place, donors[random.Next(donors.Count)]);
                break;
            case 4:
                entries[place] = (entries[place].Name, entries[random.Next(entries.Count)].Content);
                break;
            default:
                (string name, byte[] content) = entries[place];
                byte[] donor = donors.FindAll(other => Path.GetExtension(other.Name) == Path.GetExtension(name)) is { Count: > 0 } same ? same[random.Next(same.Count)].Content : [];
                entries[place] = (name, MutationOf(name)(content, donor, random));
                break;
        }
    }

    private static Mutation MutationOf(string name) => Path.GetExtension(name) switch
    {
        ".json" => JsonMutation.Mutate,
        ".tif" => TiffMutation.Mutate,
        ".png" => PngMutation.Mutate,
        ".npy" => NpyMutation.Mutate,
        _ => ByteMutation.Mutate,
    };

    private static byte[] DirectoryChanged(byte[] bytes, byte[] other, Random random)
    {
        int start = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        return start < 0 || random.Next(3) == 0
            ? ByteMutation.Mutate(bytes, other, random)
            : [.. bytes[..start], .. ByteMutation.Mutate(bytes[start..], [], random)];
    }
}
