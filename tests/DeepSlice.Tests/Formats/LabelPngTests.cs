using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class LabelPngTests : IDisposable
{
    private static readonly RegionCatalog s_catalog = RegionCatalog.SagittalSix;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(84, 61)]
    [InlineData(301, 7)]
    public void Indices_come_back_and_viewers_see_the_colours_of_the_catalogue(int width, int height)
    {
        RegionMap map = Random(width, height);
        LabelPng.Write(_folder["a.png"], map);

        LabelPng.Read(_folder["a.png"], s_catalog).Pixels.SequenceEqual(map.Indices.Pixels).ShouldBeTrue();
        PngFile.ReadIndices(_folder["a.png"]).Pixels.SequenceEqual(map.Indices.Pixels).ShouldBeTrue();
        IndexedPng.PaletteOf(_folder["a.png"]).ShouldBe(s_catalog.Regions.Select(region => region.Color));
        using VipsImage image = VipsImage.Open(_folder["a.png"]); // reads the whole file with libpng, and its checks
        (image.Header.Width, image.Header.Height).ShouldBe((width, height));
    }

    [Fact]
    public void The_bytes_are_those_that_the_standard_says()
    {
        byte[] bytes = new IndexedPng(new Raster<byte>(1, 1), [new RegionColor(1, 2, 3)]).Encode();

        // Signature; IHDR: 1×1, 8 bits, indexed, and its check; PLTE of one colour and its check; IEND and its check.
        Convert.ToHexString(bytes[..33]).ShouldStartWith("89504E470D0A1A0A0000000D4948445200000001000000010803000000");
        Convert.ToHexString(bytes[33..45]).ShouldBe("00000003504C5445010203" + Convert.ToHexString(bytes[44..45]));
        Convert.ToHexString(bytes[^12..]).ShouldBe("0000000049454E44AE426082");
    }

    [Fact]
    public void Grey_maps_of_earlier_versions_are_read_as_before()
    {
        RegionMap map = Random(20, 10);
        PngFile.Write(_folder["a.png"], map.Indices);
        LabelPng.Read(_folder["a.png"], s_catalog).Pixels.SequenceEqual(map.Indices.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void A_palette_that_a_program_has_sorted_is_read_by_its_colours()
    {
        RegionMap map = Random(20, 10);
        RegionColor[] sorted = [.. s_catalog.Regions.Select(region => region.Color).OrderBy(color => color.Green)];
        Raster<byte> indices = map.Indices.Map(index => (byte)Array.IndexOf(sorted, s_catalog.Regions[index].Color));
        PngFile.Write(_folder["a.png"], new IndexedPng(indices, sorted).Encode());
        LabelPng.Read(_folder["a.png"], s_catalog).Pixels.SequenceEqual(map.Indices.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void A_palette_of_other_colours_leaves_the_indices()
    {
        PngFile.Write(_folder["a.png"], new IndexedPng(new Raster<byte>(2, 1, [0, 3]), [default, default, default, new RegionColor(1, 1, 1)]).Encode());
        LabelPng.Read(_folder["a.png"], s_catalog).Pixels.ToArray().ShouldBe([0, 3]);
    }

    [Fact]
    public void A_picture_of_the_catalogue_s_colours_is_a_map_and_any_other_is_refused_with_its_place()
    {
        RegionMap map = Random(20, 10);
        Raster<RegionColor> picture = map.Indices.Map(index => s_catalog.Regions[index].Color);
        PngFile.Write(_folder["a.png"], picture);
        LabelPng.Read(_folder["a.png"], s_catalog).Pixels.SequenceEqual(map.Indices.Pixels).ShouldBeTrue();

        picture[4, 3] = new RegionColor(1, 2, 3);
        PngFile.Write(_folder["a.png"], picture);
        Should.Throw<InvalidDataException>(() => LabelPng.Read(_folder["a.png"], s_catalog)).Message.ShouldContain("got #010203 at (4, 3)");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(80)]
    public void A_file_cut_short_is_an_error_that_names_it(int bytes)
    {
        LabelPng.Write(_folder["a.png"], Random(200, 200));
        File.WriteAllBytes(_folder["a.png"], File.ReadAllBytes(_folder["a.png"])[..bytes]);
        Should.Throw<InvalidDataException>(() => LabelPng.Read(_folder["a.png"], s_catalog)).Message.ShouldStartWith(_folder["a.png"]);
    }

    [Fact]
    public void A_header_that_states_more_pixels_than_the_file_can_hold_takes_no_memory()
    {
        byte[] bytes = LabelPng.Encode(Random(8, 8));
        bytes[16] = 0x10; // 268 million columns
        File.WriteAllBytes(_folder["a.png"], bytes);
        Should.Throw<InvalidDataException>(() => LabelPng.Read(_folder["a.png"], s_catalog)).Message.ShouldContain("damaged");
    }

    private static RegionMap Random(int width, int height)
    {
        var random = new RandomStream(5);
        return new RegionMap(s_catalog, new Raster<byte>(width, height).Map(_ => (byte)random.Below(8)));
    }
}
