using DeepSlice.Geometry;
using DeepSlice.Reports;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Reports;

public sealed class SliceRendererTests
{
    [Theory]
    [InlineData(84, 84, 336, 336)]
    [InlineData(168, 100, 336, 200)]
    [InlineData(300, 20, 300, 20)]
    [InlineData(1000, 500, 336, 168)]
    [InlineData(5000, 1, 336, 1)]
    public void Small_slices_are_enlarged_by_a_whole_factor_and_large_ones_reduced(int width, int height, int pictureWidth, int pictureHeight)
    {
        new SliceRenderer(336).Image(new Raster<float>(width, height)).Size.ShouldBe(new RasterSize(pictureWidth, pictureHeight));
    }

    [Fact]
    public void Dim_tissue_beside_a_bright_region_and_black_padding_is_visible()
    {
        // Padding 0, glass 10, tissue 100, and a tenth of the tissue as bright as 4000.
        Raster<float> image = TestMaps.Disc(80, 80, 40, 40, 30).Indices.Map(inside => inside == 1 ? 100f : 10f);
        TestMaps.Disc(80, 80, 40, 40, 9).Indices.Map(inside => inside == 1 ? 3900f : 0f).Pixels.ToArray()
            .Select((extra, i) => (extra, i)).ToList().ForEach(bright => image.Pixels[bright.i] += bright.extra);
        image.Row(0).Clear();

        Raster<byte> picture = new SliceRenderer(80).Image(image);

        picture[40, 15].ShouldBeGreaterThan((byte)60, "tissue");
        picture[3, 3].ShouldBeLessThan((byte)30, "glass");
        picture[40, 40].ShouldBe((byte)255, "bright region");
        picture[40, 0].ShouldBe((byte)0, "padding");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-3)]
    public void A_uniform_image_is_black(float value)
    {
        var image = new Raster<float>(20, 20);
        image.Pixels.Fill(value);

        new SliceRenderer(40).Image(image).Pixels.ToArray().ShouldAllBe(display => display == 0);
    }

    [Fact]
    public void The_unit_of_the_grey_values_does_not_matter()
    {
        var random = new RandomStream(3);
        var image = new Raster<float>(30, 30);
        foreach (ref float pixel in image.Pixels)
        {
            pixel = random.Below(1000);
        }

        Raster<byte> picture = new SliceRenderer(60).Image(image);

        new SliceRenderer(60).Image(image.Map(value => (value * 4) - 512)).Pixels.ToArray().ShouldBe(picture.Pixels.ToArray());
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(400, 2)]
    [InlineData(1600, 2)]
    public void Outlines_are_one_or_two_pixels_wide_at_any_size_of_picture(int longestSide, int expectedWidth)
    {
        // A black image with the left half cortex: along a row, tint, outline, then black.
        var indices = new Raster<byte>(50, 50);
        for (int y = 0; y < 50; y++)
        {
            indices.Row(y)[..25].Fill(3);
        }

        Raster<RegionColor> picture = new SliceRenderer(longestSide).Overlay(new Raster<float>(50, 50), new RegionMap(TestMaps.Catalog, indices));

        Span<RegionColor> row = picture.Row(longestSide / 2);
        RegionColor cortex = TestMaps.Region("cx").Color;
        row.Count(cortex).ShouldBe(expectedWidth);
        row[(longestSide / 2) - 1].ShouldBe(cortex);
        row[longestSide / 2].ShouldBe(default);
        row[0].ShouldBe(new RegionColor((byte)Math.Round(cortex.Red / 4.0), (byte)Math.Round(cortex.Green / 4.0), (byte)Math.Round(cortex.Blue / 4.0)));
    }

    [Fact]
    public void Other_tissue_is_neither_tinted_nor_outlined_in_an_overlay_but_has_its_colour_in_the_labels()
    {
        RegionMap map = TestMaps.Disc(20, 20, 10, 10, 6, index: 7);
        var renderer = new SliceRenderer(40);

        renderer.Overlay(new Raster<float>(20, 20), map).Pixels.ToArray().ShouldAllBe(color => color == default(RegionColor));
        renderer.Labels(map)[20, 20].ShouldBe(TestMaps.Region("rest").Color);
    }

    [Fact]
    public void Enlarging_labels_invents_no_region_and_loses_none()
    {
        var random = new RandomStream(9);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            var indices = new Raster<byte>(12, 9);
            foreach (ref byte pixel in indices.Pixels)
            {
                pixel = random.Chance(0.1) ? (byte)random.Below(8) : (byte)0;
            }

            SmoothLabels.Resize(indices, 48).Pixels.ToArray().Distinct().Order()
                .ShouldBe(indices.Pixels.ToArray().Distinct().Order(), $"seed 9, repeat {repeat}");
        }
    }

    [Fact]
    public void Labels_at_their_own_size_are_unchanged()
    {
        RegionMap map = TestMaps.Parse("01234567", "76543210", "00112233");

        SmoothLabels.Resize(map.Indices, 8).Pixels.ToArray().ShouldBe(map.Indices.Pixels.ToArray());
    }

    [Fact]
    public void A_difference_picture_tells_right_missed_extra_and_wrong_region_apart()
    {
        // Blocks of 20 columns: right, missed, extra, wrong region, and other tissue that counts as nothing.
        RegionMap truth = Blocks(1, 1, 0, 1, 7);
        RegionMap predicted = Blocks(1, 0, 2, 2, 0);

        Raster<RegionColor> picture = new SliceRenderer(100).Difference(new Raster<float>(100, 20), predicted, truth);

        picture[10, 10].ShouldBe(Covered(Agreement.Right));
        picture[30, 10].ShouldBe(Covered(Agreement.Missed));
        picture[50, 10].ShouldBe(Covered(Agreement.Extra));
        picture[70, 10].ShouldBe(Covered(Agreement.WrongRegion));
        picture[90, 10].ShouldBe(default);
    }

    [Fact]
    public void Smooth_enlargement_keeps_a_constant_and_a_ramp()
    {
        var ramp = new Raster<float>(20, 5);
        for (int i = 0; i < ramp.Pixels.Length; i++)
        {
            ramp.Pixels[i] = 100 + (i % 20);
        }

        Raster<float> wide = SmoothResize.Apply(ramp, new RasterSize(80, 20));

        // Picture column x has its centre at (x + ½)/4 − ½ source columns; the kernel reproduces straight lines away from the frame.
        for (int x = 12; x < 68; x++)
        {
            wide[x, 10].ShouldBe(100 + (float)(((x + 0.5) / 4) - 0.5), 1e-3f);
        }
    }

    [Fact]
    public void Reducing_averages_instead_of_picking_pixels()
    {
        var board = new Raster<float>(64, 64);
        for (int i = 0; i < board.Pixels.Length; i++)
        {
            board.Pixels[i] = ((i % 64) + (i / 64)) % 2;
        }

        SmoothResize.Apply(board, new RasterSize(8, 8)).Pixels.ToArray().ShouldAllBe(value => Math.Abs(value - 0.5) < 0.05);
    }

    [Fact]
    public void Regions_of_another_size_than_the_image_are_refused()
    {
        Should.Throw<ArgumentException>(() => new SliceRenderer().Overlay(new Raster<float>(5, 5), TestMaps.Parse("01")))
            .Message.ShouldContain("expected regions of the image's size 5×5, got 2×1");
    }

    private static RegionMap Blocks(params byte[] regions)
    {
        var indices = new Raster<byte>(20 * regions.Length, 20);
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < indices.Width; x++)
            {
                indices[x, y] = regions[x / 20];
            }
        }

        return new RegionMap(TestMaps.Catalog, indices);
    }

    private static RegionColor Covered(Agreement agreement) => new(
        (byte)Math.Round(agreement.Color.Red * agreement.Opacity),
        (byte)Math.Round(agreement.Color.Green * agreement.Opacity),
        (byte)Math.Round(agreement.Color.Blue * agreement.Opacity));
}
