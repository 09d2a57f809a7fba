using System.Buffers.Binary;
using System.Text;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Formats;

/// <summary>Writes small uncompressed 8-bit TIFFs by hand, so that headers can say what a good writer would not.</summary>
internal static class TiffFixture
{
    public static byte[] Make(int width, int height, byte[][] pages, string? description = null, ushort? unit = null, uint pixelsPerUnit = 0)
    {
        using var stream = new MemoryStream();
        stream.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0]);
        for (int page = 0; page < pages.Length; page++)
        {
            byte[] text = description is null ? [] : [.. Encoding.UTF8.GetBytes(description), 0];
            var tags = new List<(ushort Tag, ushort Type, uint Count, uint Value)>();
            int tagCount = 9 + (description is null ? 0 : 1) + (unit is null ? 0 : 3);
            uint after = (uint)(stream.Position + 2 + (12 * tagCount) + 4);
            uint textAt = after;
            uint ratioAt = textAt + (uint)text.Length;
            uint pixelsAt = ratioAt + 8;
            tags.AddRange([(256, 4, 1, (uint)width), (257, 4, 1, (uint)height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]);
            if (description is not null)
            {
                tags.Add((270, 2, (uint)text.Length, textAt));
            }

            tags.AddRange([(273, 4, 1, pixelsAt), (277, 3, 1, 1), (278, 4, 1, (uint)height), (279, 4, 1, (uint)pages[page].Length)]);
            if (unit is ushort value)
            {
                tags.AddRange([(282, 5, 1, ratioAt), (283, 5, 1, ratioAt), (296, 3, 1, value)]);
            }

            Put(stream, (ushort)tags.Count);
            foreach ((ushort tag, ushort type, uint count, uint content) in tags)
            {
                Put(stream, tag);
                Put(stream, type);
                Put(stream, count);
                Put(stream, content);
            }

            uint next = pixelsAt + (uint)pages[page].Length;
            Put(stream, page == pages.Length - 1 ? 0 : next);
            stream.Write(text);
            Put(stream, pixelsPerUnit);
            Put(stream, 1u);
            stream.Write(pages[page]);
        }

        return stream.ToArray();
    }

    /// <summary>Pages of different sizes; the last ones may be sub-IFDs of the first page instead.</summary>
    public static byte[] MakePyramid(Raster<byte>[] pages, int subImages = 0)
    {
        using var stream = new MemoryStream();
        stream.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0]);
        int top = pages.Length - subImages;
        uint[] starts = new uint[pages.Length + 1];
        starts[0] = 8;
        for (int page = 0; page < pages.Length; page++)
        {
            int tags = 9 + (page == 0 && subImages > 0 ? 1 : 0);
            starts[page + 1] = starts[page] + (uint)(2 + (12 * tags) + 4 + (4 * subImages) + pages[page].Pixels.Length);
        }

        for (int page = 0; page < pages.Length; page++)
        {
            Raster<byte> image = pages[page];
            uint pixelsAt = starts[page + 1] - (uint)image.Pixels.Length;
            uint listAt = pixelsAt - (uint)(4 * subImages);
            List<(ushort Tag, ushort Type, uint Count, uint Value)> tags =
            [
                (256, 4, 1, (uint)image.Width), (257, 4, 1, (uint)image.Height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
                (273, 4, 1, pixelsAt), (277, 3, 1, 1), (278, 4, 1, (uint)image.Height), (279, 4, 1, (uint)image.Pixels.Length),
            ];
            if (page == 0 && subImages > 0)
            {
                tags.Add((330, 4, (uint)subImages, subImages == 1 ? starts[top] : listAt));
            }

            Put(stream, (ushort)tags.Count);
            foreach ((ushort tag, ushort type, uint count, uint content) in tags)
            {
                Put(stream, tag);
                Put(stream, type);
                Put(stream, count);
                Put(stream, content);
            }

            Put(stream, page < top - 1 ? starts[page + 1] : 0);
            for (int sub = 0; sub < subImages; sub++)
            {
                Put(stream, starts[top + sub]);
            }

            stream.Write(image.Pixels);
        }

        return stream.ToArray();
    }

    private static void Put(Stream stream, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Put(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
