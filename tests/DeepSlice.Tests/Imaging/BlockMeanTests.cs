using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Imaging;

public sealed class BlockMeanTests
{
    [Fact]
    public void Whole_and_cut_blocks_are_means_of_the_pixels_they_have()
    {
        var image = new Raster<float>(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]);

        Raster<float> binned = BlockMean.Apply(image, new Binning(2));

        binned.Size.ShouldBe(new RasterSize(2, 2));
        binned.Pixels.ToArray().ShouldBe([3, 4.5f, 7.5f, 9]);
    }

    [Fact]
    public void A_binning_of_1_copies()
    {
        Raster<float> image = TestImages.Noise(5, 3, 1);

        BlockMean.Apply(image, Binning.None).Pixels.SequenceEqual(image.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void A_binning_larger_than_the_image_gives_the_mean_of_all()
    {
        var image = new Raster<float>(3, 2, [1, 2, 3, 4, 5, 6]);

        BlockMean.Apply(image, new Binning(4096)).Pixels.ToArray().ShouldBe([3.5f]);
    }

    [Fact]
    public void Large_blocks_lose_no_precision()
    {
        var image = new Raster<float>(2048, 2048);
        image.Pixels.Fill(65535.5f);

        BlockMean.Apply(image, new Binning(2048))[0, 0].ShouldBe(65535.5f);
    }
}
