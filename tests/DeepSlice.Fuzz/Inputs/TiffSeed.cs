using DeepSlice.Fuzz.Mutations;

namespace DeepSlice.Fuzz.Inputs;

/// <summary>A small uncompressed TIFF of one strip or tile a page.</summary>
internal sealed record TiffSeed
{
    private const int Side = 16;

    public bool BigEndian { get; init; }

    /// <summary>Whether it is a BigTIFF.</summary>
    public bool Big { get; init; }

    public int Pages { get; init; } = 1;

    public int Bits { get; init; } = 8;

    public int Samples { get; init; } = 1;

    /// <summary>1 for unsigned, 2 for signed, 3 for floating-point numbers.</summary>
    public int SampleFormat { get; init; } = 1;

    public bool Tiled { get; init; }

    public bool Palette { get; init; }

    public string Description { get; init; } = "";

    private int NumberSize => Big ? 8 : 4;

    public byte[] Make()
    {
        var bytes = new List<byte>(BigEndian ? "MM"u8.ToArray() : "II"u8.ToArray());
        Put(bytes, Big ? 43 : 42, 2);
        if (Big)
        {
            Put(bytes, 8, 2);
            Put(bytes, 0, 2);
        }

        Put(bytes, bytes.Count + NumberSize, NumberSize);
        for (int page = 0; page < Pages; page++)
        {
            AddPage(bytes, page);
        }

        return [.. bytes];
    }

    private void AddPage(List<byte> bytes, int page)
    {
        int[] text = [.. Description.Select(sign => (int)sign), 0];
        int[] colors = Palette ? [.. Enumerable.Range(0, 3 << Bits).Select(color => color * 77 % 65_536)] : [];
        int pixelBytes = Side * Side * Samples * Bits / 8;
        List<(int Tag, int Type, int[] Values)> tags =
        [
            (256, 4, [Side]), (257, 4, [Side]), (258, 3, [.. Enumerable.Repeat(Bits, Samples)]), (259, 3, [1]), (262, 3, [Palette ? 3 : Samples >= 3 ? 2 : 1]),
            (270, 2, text), (277, 3, [Samples]), (282, 3, [1]), (284, 3, [1]), (296, 3, [3]), (339, 3, [.. Enumerable.Repeat(SampleFormat, Samples)]),
        ];
        tags.AddRange(Tiled ? [(322, 4, [Side]), (323, 4, [Side]), (324, 4, [0]), (325, 4, [pixelBytes])] : [(273, 4, [0]), (278, 4, [Side]), (279, 4, [pixelBytes])]);
        if (Palette)
        {
            tags.Add((320, 3, colors));
        }

        tags.Sort((one, other) => one.Tag - other.Tag);
        int start = bytes.Count;
        int after = start + (Big ? 8 : 2) + (tags.Count * (4 + (2 * NumberSize))) + NumberSize;
        var long_ = new List<byte>();
        int pixelsAt = after + tags.Sum(tag => tag.Values.Length * SizeOf(tag.Type) is int size && size > NumberSize ? size : 0);
        Put(bytes, tags.Count, Big ? 8 : 2);
        foreach ((int tag, int type, int[] values) in tags)
        {
            int[] stored = tag is 273 or 324 ? [pixelsAt] : values;
            Put(bytes, tag, 2);
            Put(bytes, type, 2);
            Put(bytes, stored.Length, NumberSize);
            var content = new List<byte>();
            Array.ForEach(stored, value => Put(content, value, SizeOf(type)));
            if (content.Count > NumberSize)
            {
                Put(bytes, after + long_.Count, NumberSize);
                long_.AddRange(content);
            }
            else
            {
                bytes.AddRange([.. content, .. new byte[NumberSize - content.Count]]);
            }
        }

        Put(bytes, page == Pages - 1 ? 0 : pixelsAt + pixelBytes, NumberSize);
        bytes.AddRange(long_);
        bytes.AddRange(Enumerable.Range(0, pixelBytes).Select(i => (byte)(((i * 37) + page) & 255)));
    }

    private static int SizeOf(int type) => type switch { 3 => 2, 4 => 4, _ => 1 };

    private void Put(List<byte> bytes, long value, int size)
    {
        var place = new byte[size];
        Edges.Put(place, value, BigEndian);
        bytes.AddRange(place);
    }
}
