namespace DeepSlice.Fuzz.Mutations;

/// <summary>Changes tags of a TIFF or BigTIFF of either byte order and the chain of its directories, or any bytes.</summary>
internal static class TiffMutation
{
    private static readonly int[] s_tags =
    [
        254, 255, 256, 257, 258, 259, 262, 266, 270, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 285, 292, 293, 296, 297, 301, 317, 318, 320, 322, 323, 324, 325, 330, 332, 338,
        339, 340, 341, 347, 512, 513, 514, 519, 529, 530, 531, 532, 700, 32997, 33432, 33723, 34377, 34665, 34675, 37724, 50838, 50839,
    ];

    // Values that the tag gives a meaning to.
    private static readonly Dictionary<int, int[]> s_meanings = new()
    {
        [258] = [1, 2, 4, 8, 10, 12, 14, 16, 24, 32, 64, 128],
        [259] = [1, 2, 3, 4, 5, 6, 7, 8, 32773, 32809, 32908, 32909, 32946, 33003, 33005, 34661, 34676, 34677, 34712, 34887, 34925, 34892, 50000, 50001, 50002],
        [262] = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 32803, 32844, 32845],
        [274] = [1, 2, 3, 4, 5, 6, 7, 8],
        [277] = [1, 2, 3, 4, 5, 6, 100],
        [284] = [1, 2],
        [317] = [1, 2, 3, 34892],
        [322] = [1, 8, 16, 64, 128, 256],
        [323] = [1, 8, 16, 64, 128, 256],
        [338] = [0, 1, 2],
        [339] = [1, 2, 3, 4, 5, 6],
        [530] = [1, 2, 4],
    };

    public static byte[] Mutate(byte[] input, byte[] other, Random random)
    {
        byte[] bytes = [.. input];
        TiffPlaces? places = random.Next(4) == 0 ? null : TiffPlaces.Find(bytes);
        if (places is null)
        {
            return ByteMutation.Mutate(bytes, other, random);
        }

        for (int change = 1 + random.Next(4); change > 0; change--)
        {
            Change(bytes, places, random);
        }

        return random.Next(8) == 0 ? ByteMutation.Mutate(bytes, other, random) : bytes;
    }

    private static void Change(byte[] bytes, TiffPlaces places, Random random)
    {
        bool bigEndian = places.IsBigEndian;
        int entry = places.Entries[random.Next(places.Entries.Count)];
        Span<byte> tag = bytes.AsSpan(entry, 2);
        Span<byte> type = bytes.AsSpan(entry + 2, 2);
        Span<byte> count = bytes.AsSpan(entry + 4, places.NumberSize);
        Span<byte> value = bytes.AsSpan(entry + 4 + places.NumberSize, places.NumberSize);
        switch (random.Next(10))
        {
            case 0:
                Edges.Put(tag, s_tags[random.Next(s_tags.Length)], bigEndian);
                break;
            case 1:
                Edges.Put(type, random.Next(0, 19), bigEndian);
                break;
            case 2:
                Edges.Put(count, Edges.Integer(random), bigEndian);
                break;
            case 3:
                int next = places.Links[random.Next(places.Links.Count)];
                Edges.Put(bytes.AsSpan(next, places.NumberSize), random.Next(2) == 0 ? places.Entries[random.Next(places.Entries.Count)] - places.CountSize : Edges.Integer(random), bigEndian);
                break;
            case 4:
                bytes.AsSpan(places.Entries[random.Next(places.Entries.Count)], places.EntrySize).ToArray().CopyTo(bytes.AsSpan(entry));
                break;
            case 5:
                Edges.Put(value, random.Next(bytes.Length), bigEndian);
                break;
            case 6:
                Edges.Put(value[..Math.Min(value.Length, 1 << random.Next(1, 3))], Edges.Integer(random), bigEndian);
                break;
            default:
                int wanted = places.Entries.FindIndex(place => s_meanings.ContainsKey((int)Edges.Get(bytes.AsSpan(place, 2), bigEndian)) && random.Next(3) == 0);
                entry = wanted < 0 ? entry : places.Entries[wanted];
                int[] meanings = s_meanings.GetValueOrDefault((int)Edges.Get(bytes.AsSpan(entry, 2), bigEndian)) ?? [random.Next(600)];
                int size = Edges.Get(bytes.AsSpan(entry + 2, 2), bigEndian) == 3 ? 2 : 4;
                Edges.Put(bytes.AsSpan(entry + 4 + places.NumberSize, size), meanings[random.Next(meanings.Length)], bigEndian);
                break;
        }
    }
}
