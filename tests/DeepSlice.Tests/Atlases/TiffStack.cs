using System.Buffers.Binary;

namespace DeepSlice.Tests.Atlases;

/// <summary>Writes TIFF files of several pages of uncompressed 32-bit numbers.</summary>
internal static class TiffStack
{
    /// <summary>The bytes of a stack.</summary>
    public static byte[] Write(int pages, int rows, int columns, Func<int, int, int, uint> value, bool isFloat = false)
    {
        int pixels = 4 * rows * columns;
        (ushort Tag, ushort Type)[] tags = [(256, 3), (257, 3), (258, 3), (259, 3), (262, 3), (273, 4), (277, 3), (278, 3), (279, 4), (339, 3)];
        int directory = 2 + (12 * tags.Length) + 4;
        var file = new byte[8 + (pages * (pixels + directory))];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 8 + pixels);
        for (int page = 0; page < pages; page++)
        {
            int data = 8 + (page * (pixels + directory));
            for (int i = 0; i < rows * columns; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(data + (4 * i)), value(page, i / columns, i % columns));
            }

            int at = data + pixels;
            int[] values = [columns, rows, 32, 1, 1, data, 1, rows, pixels, isFloat ? 3 : 1];
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)tags.Length);
            for (int i = 0; i < tags.Length; i++)
            {
                Span<byte> entry = file.AsSpan(at + 2 + (12 * i), 12);
                BinaryPrimitives.WriteUInt16LittleEndian(entry, tags[i].Tag);
                BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], tags[i].Type);
                BinaryPrimitives.WriteInt32LittleEndian(entry[4..], 1);
                BinaryPrimitives.WriteInt32LittleEndian(entry[8..], values[i]);
            }

            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + 2 + (12 * tags.Length)), page + 1 < pages ? at + directory + pixels : 0);
        }

        return file;
    }
}
