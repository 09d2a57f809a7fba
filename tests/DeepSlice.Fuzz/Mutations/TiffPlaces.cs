namespace DeepSlice.Fuzz.Mutations;

/// <summary>Where the entries of a TIFF's directories are.</summary>
internal sealed class TiffPlaces
{
    private const int MostDirectories = 16;

    private TiffPlaces(bool isBigEndian, bool isBig)
    {
        IsBigEndian = isBigEndian;
        NumberSize = isBig ? 8 : 4;
        CountSize = isBig ? 8 : 2;
    }

    public bool IsBigEndian { get; }

    /// <summary>Bytes of an offset, of a count and of a value.</summary>
    public int NumberSize { get; }

    /// <summary>Bytes of the number of entries of a directory.</summary>
    public int CountSize { get; }

    public int EntrySize => 4 + (2 * NumberSize);

    public List<int> Entries { get; } = [];

    /// <summary>Places of offsets of directories.</summary>
    public List<int> Links { get; } = [];

    /// <summary>Follows the directories; null where the bytes are no TIFF.</summary>
    public static TiffPlaces? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 16 || !(bytes.StartsWith("II"u8) || bytes.StartsWith("MM"u8)))
        {
            return null;
        }

        bool bigEndian = bytes[0] == 'M';
        var places = new TiffPlaces(bigEndian, isBig: Edges.Get(bytes.Slice(2, 2), bigEndian) == 43);
        int link = places.NumberSize;
        for (int directory = 0; directory < MostDirectories && link >= 0; directory++)
        {
            places.Links.Add(link);
            link = places.Follow(bytes, link);
        }

        return places.Entries.Count > 0 ? places : null;
    }

    /// <summary>Adds the entries of a directory, and returns where it states the next one; −1 at the end.</summary>
    private int Follow(ReadOnlySpan<byte> bytes, int link)
    {
        long start = Edges.Get(bytes.Slice(link, NumberSize), IsBigEndian);
        if (start <= 0 || start > bytes.Length - CountSize)
        {
            return -1;
        }

        long count = Edges.Get(bytes.Slice((int)start, CountSize), IsBigEndian);
        long end = start + CountSize + (Math.Clamp(count, 0, 1000) * EntrySize);
        if (end > bytes.Length - NumberSize || count is <= 0 or > 1000)
        {
            return -1;
        }

        for (long entry = start + CountSize; entry < end; entry += EntrySize)
        {
            Entries.Add((int)entry);
        }

        return (int)end;
    }
}
