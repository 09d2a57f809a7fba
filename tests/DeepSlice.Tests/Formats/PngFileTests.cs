using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class PngFileTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(84, 84)]
    [InlineData(301, 7)]
    public void Region_indices_come_back_bit_for_bit(int width, int height)
    {
        using var folder = new TemporaryFolder();
        var random = new RandomStream(5);
        Raster<byte> indices = new Raster<byte>(width, height).Map(_ => (byte)random.Below(256));

        PngFile.Write(folder["map.png"], indices);

        Raster<byte> read = PngFile.ReadIndices(folder["map.png"]);
        read.Size.ShouldBe(indices.Size);
        read.Pixels.SequenceEqual(indices.Pixels).ShouldBeTrue();
        Directory.GetFiles(folder.FullPath).Length.ShouldBe(1, "no temporary file may be left");
    }

    [Fact]
    public void A_colour_picture_keeps_the_order_of_its_channels()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["colour.png"], new Raster<RegionColor>(2, 1, [new RegionColor(10, 20, 30), new RegionColor(40, 50, 60)]));

        using VipsImage image = VipsImage.Open(folder["colour.png"]);
        var green = new float[2];
        image.Read([0, 1, 0], AxisWeights.BlockMean(2, 1), AxisWeights.BlockMean(1, 1), green);

        image.Header.Bands.ShouldBe(3);
        green.ShouldBe([20, 50]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    [InlineData(336, 336)]
    public void Colours_come_back_bit_for_bit_whatever_lies_above_them(int width, int height)
    {
        using var folder = new TemporaryFolder();
        var random = new RandomStream(8);
        Raster<RegionColor> picture = new Raster<byte>(width, height).Map(_ => new RegionColor((byte)random.Below(256), (byte)random.Below(256), (byte)random.Below(3)));
        PngFile.Write(folder["colour.png"], picture);

        for (int channel = 0; channel < 3; channel++)
        {
            byte[] expected = [.. picture.Pixels.ToArray().Select(pixel => channel == 0 ? pixel.Red : channel == 1 ? pixel.Green : pixel.Blue)];
            Raster<float> read = ImageFile.Read(folder["colour.png"], new Preprocessing { Channel = channel });
            Array.ConvertAll(read.Pixels.ToArray(), value => (byte)value).ShouldBe(expected);
        }
    }

    [Fact]
    public void A_picture_of_one_white_pixel_is_the_bytes_that_the_standard_says()
    {
        byte[] bytes = PngFile.Encode(new Raster<byte>(1, 1, [255]));

        // Signature; IHDR of 13 bytes: 1×1, 8 bits, grey, nothing else, and its check; the last 12 bytes are IEND and its check.
        Convert.ToHexString(bytes[..33]).ShouldBe("89504E470D0A1A0A0000000D49484452000000010000000108000000003A7E9B55");
        Convert.ToHexString(bytes[^12..]).ShouldBe("0000000049454E44AE426082");
    }

    [Fact]
    public void Encoded_bytes_begin_as_png()
    {
        PngFile.Encode(new Raster<byte>(3, 3))[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
    }

    [Fact]
    public void A_colour_picture_is_no_region_map()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["colour.png"], new Raster<RegionColor>(2, 2));

        var error = Should.Throw<InvalidDataException>(() => PngFile.ReadIndices(folder["colour.png"]));

        error.Message.ShouldContain(folder["colour.png"]);
        error.Message.ShouldContain("got 3 channels");
    }

    [Fact]
    public void A_png_cut_short_is_an_error_that_names_the_file()
    {
        using var folder = new TemporaryFolder();
        var random = new RandomStream(6);
        byte[] bytes = PngFile.Encode(new Raster<byte>(200, 200).Map(_ => (byte)random.Below(256)));
        File.WriteAllBytes(folder["cut.png"], bytes[..(bytes.Length / 2)]);

        Should.Throw<InvalidDataException>(() => PngFile.ReadIndices(folder["cut.png"])).Message.ShouldStartWith(folder["cut.png"]);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Should.Throw<FileNotFoundException>(() => PngFile.ReadIndices("/nowhere/map.png")).Message.ShouldContain("/nowhere/map.png");
    }

    [Fact]
    public void A_file_name_with_brackets_spaces_and_umlauts_is_taken_as_it_is()
    {
        using var folder = new TemporaryFolder();
        string path = folder["Schnitt ä [page=3].png"];
        PngFile.Write(path, new Raster<byte>(2, 1, [1, 2]));

        PngFile.ReadIndices(path).Pixels.ToArray().ShouldBe([1, 2]);
    }
}
