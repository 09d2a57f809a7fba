using System.Runtime.InteropServices;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

/// <summary>TIFFs that NumPy, microscopes and Bio-Formats write, and that libvips does not read.</summary>
public sealed class UnusualTiffTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Double_precision_is_read() => Read(Row(64, 3, MemoryMarshal.AsBytes<double>([0, -1.5, 40_000.25]).ToArray(), 3)).ShouldBe([0, -1.5f, 40_000.25f]);

    [Fact]
    public void Half_precision_is_read() => Read(Row(16, 3, MemoryMarshal.AsBytes<Half>([(Half)0, (Half)(-0.25), (Half)1000, Half.Epsilon]).ToArray(), 4)).ShouldBe([0, -0.25f, 1000, (float)Half.Epsilon]);

    [Fact]
    public void Integers_of_64_bits_are_read()
    {
        Read(Row(64, 1, MemoryMarshal.AsBytes<ulong>([0, 7, 1UL << 40]).ToArray(), 3)).ShouldBe([0, 7, 1L << 40]);
        Read(Row(64, 2, MemoryMarshal.AsBytes<long>([0, -7, 1L << 40]).ToArray(), 3)).ShouldBe([0, -7, 1L << 40]);
    }

    [Theory]
    [InlineData(12, 1, new byte[] { 0xFF, 0xF0, 0x01, 0x80, 0x00 }, new float[] { 4095, 1, 2048 })]
    [InlineData(12, 2, new byte[] { 0xFF, 0xF0, 0x01, 0x80, 0x00 }, new float[] { -1, 1, -2048 })]
    [InlineData(10, 1, new byte[] { 0xFF, 0xC0, 0x10 }, new float[] { 1023, 1 })]
    [InlineData(24, 1, new byte[] { 1, 0, 0, 0, 0, 2 }, new float[] { 1, 131_072 })]
    public void Samples_of_any_number_of_bits_are_read(int bits, int format, byte[] bytes, float[] expected) =>
        Read(Row((ushort)bits, (ushort)format, bytes, expected.Length)).ShouldBe(expected);

    [Theory]
    [InlineData(8, new byte[] { 0, 255, 10 }, new float[] { 255, 0, 245 })]
    [InlineData(16, new byte[] { 0, 0, 255, 255, 1, 0 }, new float[] { 65_535, 0, 65_534 })]
    [InlineData(12, new byte[] { 0x00, 0x0F, 0xFF, 0x00, 0x10 }, new float[] { 4095, 0, 4094 })]
    public void Where_zero_is_white_values_are_as_they_are_shown(int bits, byte[] bytes, float[] expected) =>
        Read(Row((ushort)bits, 1, bytes, 3) with { Photometric = 0 }).ShouldBe(expected);

    [Fact]
    public void Tiles_of_separate_planes_are_read()
    {
        var image = new Raster<RegionColor>(20, 18);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = new RegionColor((byte)(i % 251), (byte)(i % 241), (byte)(i % 7));
        }

        TiffPage page = new()
        {
            Width = 20,
            Height = 18,
            Samples = 3,
            IsSeparate = true,
            TileSide = 16,
            Photometric = 2,
            Pieces = [.. Enumerable.Range(0, 3).SelectMany(plane => Tiles(image.Map(color => plane == 0 ? color.Red : plane == 1 ? color.Green : color.Blue)))],
        };
        Read(page, new Preprocessing { Channel = 0 }).ShouldBe(image.Pixels.ToArray().Select(color => (float)color.Red));
        Read(page, new Preprocessing { ChannelName = "blue" }).ShouldBe(image.Pixels.ToArray().Select(color => (float)color.Blue));
        ImageFile.Inspect(_folder["a.tif"]).IsColor.ShouldBeTrue();
        ImageFile.Read(_folder["a.tif"], new Preprocessing { Channel = 1, Binning = new Binning(20) }).Pixels.ToArray()
            .ShouldHaveSingleItem().ShouldBe((float)image.Pixels.ToArray().Average(color => color.Green), 0.01f);
    }

    [Fact]
    public void Strips_of_separate_planes_in_double_precision_are_read()
    {
        TiffPage page = new()
        {
            Width = 2,
            Height = 2,
            Bits = 64,
            SampleFormat = 3,
            Samples = 2,
            IsSeparate = true,
            Pieces = [MemoryMarshal.AsBytes<double>([1, 2, 3, 4]).ToArray(), MemoryMarshal.AsBytes<double>([5, 6, 7, 8]).ToArray()],
        };
        Read(page, new Preprocessing { Channel = 1 }).ShouldBe([5, 6, 7, 8]);
    }

    [Fact]
    public void Complex_samples_are_refused_in_words()
    {
        string message = Should.Throw<InvalidDataException>(() => Read(Row(64, 6, new byte[16], 2))).Message;
        message.ShouldContain("got 64-bit complex numbers; save the image as");
        message.ShouldNotContain("vips");
    }

    [Fact]
    public void Double_precision_cut_short_is_an_error()
    {
        byte[] whole = TiffPage.Write(Row(64, 3, new byte[80], 10));
        File.WriteAllBytes(_folder["a.tif"], [.. whole[..8], .. new byte[whole.Length - 8]]);
        Should.Throw<InvalidDataException>(() => ImageFile.Read(_folder["a.tif"])).Message.ShouldStartWith(_folder["a.tif"]);
    }

    [Fact]
    public void A_stack_of_pages_in_half_precision_is_read()
    {
        TiffPage[] pages = [.. Enumerable.Range(1, 3).Select(value => Row(16, 3, MemoryMarshal.AsBytes<Half>([(Half)value, (Half)(2 * value)]).ToArray(), 2))];
        File.WriteAllBytes(_folder["a.tif"], TiffPage.Write(pages));
        ImageFile.Inspect(_folder["a.tif"]).Channels.ShouldBe(3);
        ImageFile.Read(_folder["a.tif"], new Preprocessing { Channel = 2 }).Pixels.ToArray().ShouldBe([3, 6]);
    }

    [Fact]
    public void The_pixel_size_of_such_a_file_is_read()
    {
        File.WriteAllBytes(_folder["a.tif"], TiffPage.Write(Row(64, 3, new byte[16], 2) with { PerCentimetre = 20_000 }));
        ImageFile.Inspect(_folder["a.tif"]).MicrometresPerPixel.ShouldBe(0.5);
    }

    [Theory]
    [InlineData("miniswhite-1c-12b.tiff")]
    [InlineData("seq-1c-12b.tiff")]
    [InlineData("random-fp16.tiff")]
    public void Files_of_other_programs_are_read(string name)
    {
        float[] pixels = ImageFile.Read(SharedData.Require("tiff/" + name)).Pixels.ToArray();
        pixels.ShouldAllBe(value => float.IsFinite(value) && value >= 0);
        pixels.Distinct().Count().ShouldBeGreaterThan(5);
    }

    private static TiffPage Row(ushort bits, ushort format, byte[] bytes, int width) =>
        new() { Width = width, Height = 1, Bits = bits, SampleFormat = format, Pieces = [bytes] };

    private static IEnumerable<byte[]> Tiles(Raster<byte> plane)
    {
        for (int top = 0; top < plane.Height; top += 16)
        {
            for (int left = 0; left < plane.Width; left += 16)
            {
                var tile = new byte[256];
                for (int y = top; y < Math.Min(top + 16, plane.Height); y++)
                {
                    for (int x = left; x < Math.Min(left + 16, plane.Width); x++)
                    {
                        tile[((y - top) * 16) + x - left] = plane[x, y];
                    }
                }

                yield return tile;
            }
        }
    }

    private float[] Read(TiffPage page, Preprocessing? preprocessing = null)
    {
        File.WriteAllBytes(_folder["a.tif"], TiffPage.Write(page));
        return ImageFile.Read(_folder["a.tif"], preprocessing).Pixels.ToArray();
    }
}
