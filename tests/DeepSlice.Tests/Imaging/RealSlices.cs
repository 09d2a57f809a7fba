using System.Buffers.Binary;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Imaging;

/// <summary>The reference slices: 47 of 84×84 pixels as 64-bit values, after a header whose length is at byte 8.</summary>
internal static class RealSlices
{
    private const int Side = 84;

    public static Raster<float>[] Images() => Read("features", bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes));

    /// <summary>1 where any of the six regions is annotated.</summary>
    public static Raster<byte>[] Annotated()
    {
        Raster<byte>[] union = [.. Enumerable.Range(0, 47).Select(_ => new Raster<byte>(Side, Side))];
        foreach (string key in new[] { "cb", "hp", "cx", "th", "mb", "bs" })
        {
            Raster<byte>[] masks = Read($"labels_{key}", bytes => bytes[0]);
            for (int i = 0; i < union.Length; i++)
            {
                for (int place = 0; place < Side * Side; place++)
                {
                    union[i].Pixels[place] |= masks[i].Pixels[place];
                }
            }
        }

        return union;
    }

    private static Raster<T>[] Read<T>(string name, Func<byte[], T> decode)
        where T : unmanaged
    {
        byte[] bytes = File.ReadAllBytes(SharedData.Require($"b31/features_labels_2d_64/{name}.npy"));
        int start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        T[] values = [.. bytes[start..].Chunk(8).Select(decode)];
        return [.. values.Chunk(Side * Side).Select(pixels => new Raster<T>(Side, Side, pixels))];
    }
}
