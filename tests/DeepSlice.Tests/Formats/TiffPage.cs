using System.Buffers.Binary;
using System.Text;

namespace DeepSlice.Tests.Formats;

/// <summary>A page of an uncompressed little-endian TIFF of any kind of samples, and a writer of such files.</summary>
internal sealed record TiffPage
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public ushort Bits { get; init; } = 8;

    /// <summary>1 unsigned, 2 signed, 3 floating point, 6 complex.</summary>
    public ushort SampleFormat { get; init; } = 1;

    public ushort Samples { get; init; } = 1;

    public bool IsSeparate { get; init; }

    /// <summary>Side of a tile; 0 for strips.</summary>
    public int TileSide { get; init; }

    /// <summary>0 white is 0, 1 black is 0, 2 RGB, 3 colour table.</summary>
    public ushort Photometric { get; init; } = 1;

    /// <summary>Red, then green, then blue of all entries.</summary>
    public ushort[]? ColorTable { get; init; }

    public string? Description { get; init; }

    /// <summary>Resolution in pixels per centimetre; 0 for none.</summary>
    public uint PerCentimetre { get; init; }

    /// <summary>ImageJ's labels of all images.</summary>
    public string[] Labels { get; init; } = [];

    /// <summary>One strip for each plane, or all tiles.</summary>
    public required byte[][] Pieces { get; init; }

    public static byte[] Write(params TiffPage[] pages)
    {
        using var stream = new MemoryStream();
        stream.Write([(byte)'I', (byte)'I', 42, 0, 0, 0, 0, 0]);
        long link = 4;
        foreach (TiffPage page in pages)
        {
            uint[] places = [.. page.Pieces.Select(piece => Append(stream, piece))];
            List<(ushort Tag, ushort Type, uint Count, byte[] Value)> tags = page.Tags(places);
            foreach (int i in Enumerable.Range(0, tags.Count).Where(i => tags[i].Value.Length > 4))
            {
                tags[i] = tags[i] with { Value = Bytes(Append(stream, tags[i].Value)) };
            }

            uint at = Append(stream, [.. Bytes((ushort)tags.Count), .. tags.OrderBy(tag => tag.Tag).SelectMany(Entry), 0, 0, 0, 0]);
            stream.Position = link;
            stream.Write(Bytes(at));
            link = at + 2 + (12 * tags.Count);
            stream.Position = stream.Length;
        }

        return stream.ToArray();
    }

    private List<(ushort Tag, ushort Type, uint Count, byte[] Value)> Tags(uint[] places)
    {
        uint count = (uint)Pieces.Length;
        byte[] offsets = [.. places.SelectMany(Bytes)];
        byte[] lengths = [.. Pieces.SelectMany(piece => Bytes((uint)piece.Length))];
        List<(ushort, ushort, uint, byte[])> tags =
        [
            (256, 4, 1, Bytes((uint)Width)), (257, 4, 1, Bytes((uint)Height)), (258, 3, Samples, Repeated(Bits)), (259, 3, 1, Bytes((ushort)1)),
            (262, 3, 1, Bytes(Photometric)), (277, 3, 1, Bytes(Samples)), (284, 3, 1, Bytes((ushort)(IsSeparate ? 2 : 1))), (339, 3, Samples, Repeated(SampleFormat)),
        ];
        tags.AddRange(TileSide == 0
            ? [(273, 4, count, offsets), (278, 4, 1, Bytes((uint)Height)), (279, 4, count, lengths)]
            : [(322, 4, 1, Bytes((uint)TileSide)), (323, 4, 1, Bytes((uint)TileSide)), (324, 4, count, offsets), (325, 4, count, lengths)]);
        if (Description is not null)
        {
            byte[] text = [.. Encoding.UTF8.GetBytes(Description), 0];
            tags.Add((270, 2, (uint)text.Length, text));
        }

        if (ColorTable is not null)
        {
            tags.Add((320, 3, (uint)ColorTable.Length, [.. ColorTable.SelectMany(Bytes)]));
        }

        if (PerCentimetre > 0)
        {
            byte[] ratio = [.. Bytes(PerCentimetre), .. Bytes(1u)];
            tags.AddRange([(282, 5, 1, ratio), (283, 5, 1, ratio), (296, 3, 1, Bytes((ushort)3))]);
        }

        if (Labels.Length > 0)
        {
            byte[][] texts = [.. Labels.Select(Encoding.Unicode.GetBytes)];
            byte[] header = [.. "JIJI"u8, .. "lbal"u8, .. Bytes((uint)Labels.Length)];
            tags.Add((50838, 4, (uint)texts.Length + 1, [.. Bytes((uint)header.Length), .. texts.SelectMany(text => Bytes((uint)text.Length))]));
            byte[] all = [.. header, .. texts.SelectMany(text => text)];
            tags.Add((50839, 1, (uint)all.Length, all));
        }

        return tags;
    }

    private byte[] Repeated(ushort value) => [.. Enumerable.Repeat(value, Samples).SelectMany(Bytes)];

    private static IEnumerable<byte> Entry((ushort Tag, ushort Type, uint Count, byte[] Value) tag) =>
        [.. Bytes(tag.Tag), .. Bytes(tag.Type), .. Bytes(tag.Count), .. tag.Value, .. new byte[4 - tag.Value.Length]];

    private static uint Append(MemoryStream stream, byte[] bytes)
    {
        if (stream.Length % 2 == 1)
        {
            stream.WriteByte(0);
        }

        uint place = (uint)stream.Length;
        stream.Write(bytes);
        return place;
    }

    private static byte[] Bytes(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
