using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DeepSlice.Formats;

namespace DeepSlice.Tests.Formats;

/// <summary>8-bit images with a colour table (LUT): the values, not the colours.</summary>
public sealed class ColourTableTests : IDisposable
{
    private static readonly byte[] s_indices = [0, 1, 100, 255];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("green", new float[] { 0, 1, 100, 255 })]
    [InlineData("fire", new float[] { 0, 1, 100, 255 })]
    [InlineData("fire inverted", new float[] { 255, 254, 155, 0 })]
    [InlineData("grey", new float[] { 0, 1, 100, 255 })]
    [InlineData("grey inverted", new float[] { 255, 254, 155, 0 })]
    [InlineData("limits marked", new float[] { 0, 1, 100, 255 })]
    public void Values_are_the_indices_and_inverted_where_the_table_is(string lut, float[] expected)
    {
        (byte Red, byte Green, byte Blue)[] table = Table(lut);
        File.WriteAllBytes(_folder["a.tif"], TiffPage.Write(new TiffPage
        {
            Width = 4,
            Height = 1,
            Photometric = 3,
            Pieces = [s_indices],
            ColorTable = [.. table.Select(color => (ushort)(color.Red * 257)), .. table.Select(color => (ushort)(color.Green * 257)), .. table.Select(color => (ushort)(color.Blue * 257))],
        }));
        File.WriteAllBytes(_folder["a.png"], Png(4, 1, 8, s_indices, table));

        ImageFile.Read(_folder["a.tif"]).Pixels.ToArray().ShouldBe(expected, 1e-3);
        ImageFile.Read(_folder["a.png"]).Pixels.ToArray().ShouldBe(expected, 1e-3);
        ImageFile.Inspect(_folder["a.tif"]).Channels.ShouldBe(1);
    }

    [Fact]
    public void A_picture_of_reduced_colours_has_the_values_of_its_colours()
    {
        var random = new RandomStream(3);
        (byte Red, byte Green, byte Blue)[] table = [.. Enumerable.Range(0, 256).Select(_ => ((byte)random.Below(256), (byte)random.Below(256), (byte)random.Below(256)))];
        File.WriteAllBytes(_folder["a.png"], Png(4, 1, 8, s_indices, table));

        float[] expected = [.. s_indices.Select(index => (table[index].Red + table[index].Green + table[index].Blue) / 3f)];
        ImageFile.Read(_folder["a.png"]).Pixels.ToArray().ShouldBe(expected, 1e-3);
    }

    [Fact]
    public void A_map_of_regions_keeps_its_indices_whatever_the_colours()
    {
        var random = new RandomStream(4);
        (byte Red, byte Green, byte Blue)[] table = [.. Enumerable.Range(0, 256).Select(_ => ((byte)random.Below(256), (byte)random.Below(256), (byte)random.Below(256)))];
        File.WriteAllBytes(_folder["a.png"], Png(4, 1, 8, s_indices, table));
        PngFile.ReadIndices(_folder["a.png"]).Pixels.ToArray().ShouldBe(s_indices);

        File.WriteAllBytes(_folder["b.png"], Png(4, 1, 4, [0x01, 0x27], table[..16]));
        PngFile.ReadIndices(_folder["b.png"]).Pixels.ToArray().ShouldBe([0, 1, 2, 7]);

        File.WriteAllBytes(_folder["c.png"], Png(3, 1, 2, [0b1101_1000], table[..4]));
        PngFile.ReadIndices(_folder["c.png"]).Pixels.ToArray().ShouldBe([3, 1, 2]);

        File.WriteAllBytes(_folder["d.png"], Png(3, 1, 1, [0b1010_0000], table[..2]));
        PngFile.ReadIndices(_folder["d.png"]).Pixels.ToArray().ShouldBe([1, 0, 1]);
    }

    private static (byte Red, byte Green, byte Blue)[] Table(string name)
    {
        (byte Red, byte Green, byte Blue)[] table = [.. Enumerable.Range(0, 256).Select(i => name.Split(' ')[0] switch
        {
            "green" => ((byte)0, (byte)i, (byte)0),
            "fire" => ((byte)Math.Min(255, 3 * i), (byte)Math.Clamp((3 * i) - 255, 0, 255), (byte)Math.Clamp((3 * i) - 510, 0, 255)),
            _ => ((byte)i, (byte)i, (byte)i),
        })];
        if (name == "limits marked")
        {
            (table[0], table[255]) = ((0, 0, 255), (255, 0, 0));
        }

        if (name.EndsWith("inverted", StringComparison.Ordinal))
        {
            Array.Reverse(table);
        }

        return table;
    }

    private static byte[] Png(int width, int height, byte depth, byte[] rows, (byte Red, byte Green, byte Blue)[] table)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            int rowBytes = rows.Length / height;
            for (int y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(rows, y * rowBytes, rowBytes);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, 3);
        return
        [
            0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. Chunk("PLTE", [.. table.SelectMany(color => new[] { color.Red, color.Green, color.Blue })]),
            .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
        uint sum = uint.MaxValue;
        foreach (byte value in body)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        var bytes = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, content.Length);
        body.CopyTo(bytes, 4);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8 + content.Length), ~sum);
        return bytes;
    }
}
