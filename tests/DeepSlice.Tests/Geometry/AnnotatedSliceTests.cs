using System.Buffers.Binary;
using System.IO.Compression;
using DeepSlice.Geometry;

namespace DeepSlice.Tests.Geometry;

/// <summary>
/// Hand-annotated polygons of one slice against the masks that the original project rasterised from them. The files are decoded here
/// in a few lines for their known layout, so that only the rasteriser is tested.
/// </summary>
public sealed class AnnotatedSliceTests
{
    private const int Side = 84;
    private const int MaskBytes = Side * Side * sizeof(long);
    private const int SliceInStack = 1;
    private const int SlicesInStack = 47;

    [Theory]
    [InlineData("cb")]
    [InlineData("hp")]
    [InlineData("cx")]
    [InlineData("th")]
    [InlineData("mb")]
    [InlineData("bs")]
    public void Every_touched_pixel_of_the_annotated_polygon_is_exactly_the_original_mask(string key)
    {
        string archive = SharedData.Require("b31/B31-02.zip");
        byte[] stack = File.ReadAllBytes(SharedData.Require($"b31/features_labels_2d_64/labels_{key}.npy"));
        ReadOnlySpan<byte> mask = stack.AsSpan(stack.Length - ((SlicesInStack - SliceInStack) * MaskBytes), MaskBytes);
        byte[] expected = new byte[Side * Side];
        for (int i = 0; i < expected.Length; i++)
        {
            expected[i] = (byte)BinaryPrimitives.ReadInt64LittleEndian(mask[(i * sizeof(long))..]);
        }

        var target = new Raster<byte>(Side, Side);
        PolygonRasterizer.Fill(new Outline<BinnedPoint>([ReadPolygon(archive, key + ".roi")]), RasterRule.EveryTouchedPixel, target, 1);

        target.Pixels.ToArray().ShouldBe(expected);
    }

    private static Polygon<BinnedPoint> ReadPolygon(string archive, string entryName)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        using Stream entry = zip.GetEntry(entryName)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        byte[] roi = bytes.ToArray();
        int top = Word(8);
        int left = Word(10);
        int count = Word(16);
        return new Polygon<BinnedPoint>(Enumerable.Range(0, count).Select(i => new BinnedPoint(
            ((left + Word(64 + (2 * i))) / 64.0) + 19,
            ((top + Word(64 + (2 * (count + i)))) / 64.0) + 5)));

        int Word(int offset) => BinaryPrimitives.ReadInt16BigEndian(roi.AsSpan(offset));
    }
}
