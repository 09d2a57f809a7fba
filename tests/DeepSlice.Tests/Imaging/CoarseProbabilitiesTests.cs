using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Imaging;

public sealed class CoarseProbabilitiesTests
{
    // Two regions on 2×2 coarse pixels with a side of four working pixels.
    private static readonly CoarseProbabilities s_coarse = new([1, 0, 0.5f, 0.25f, 0, 1, 0.5f, 0.75f], new RasterSize(2, 2), new Binning(4));

    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(6, 2, 0)]
    [InlineData(4, 2, 0.5)]
    [InlineData(2, 4, 0.75)]
    [InlineData(4, 4, 0.4375)]
    [InlineData(-9, 0.5, 1)]
    [InlineData(99, 99, 0.25)]
    public void Between_the_centres_of_coarse_pixels_they_change_evenly_and_beyond_them_not_at_all(float x, float y, float expected)
    {
        var found = new float[2];

        s_coarse.At([x], [y], found, stride: 1);

        found[0].ShouldBe(expected, 1e-6f);
        found[1].ShouldBe(1 - expected, 1e-6f);
    }

    [Fact]
    public void A_rectangle_holds_what_its_pixel_centres_have()
    {
        var size = new RasterSize(5, 3);
        var planes = new float[30];
        s_coarse.On(1, 2, size, planes);

        for (int i = 0; i < 15; i++)
        {
            var one = new float[2];
            s_coarse.At([1 + (i % 5) + 0.5f], [2 + (i / 5) + 0.5f], one, 1);
            planes[i].ShouldBe(one[0]);
            planes[15 + i].ShouldBe(one[1]);
        }
    }

    [Fact]
    public void Slices_binned_further_keep_their_light_and_their_greater_regions()
    {
        var catalog = new RegionCatalog(RegionCatalog.SagittalSix.Regions.Take(3));
        var image = new Raster<float>(5, 2, [1, 3, 5, 7, 9, 1, 3, 5, 7, 9]);
        var labels = new Raster<byte>(5, 2, [1, 1, 2, 0, 0, 1, 0, 2, 0, 2]);
        var slice = new Slice { Id = "s", Image = image, Regions = new RegionMap(catalog, labels), Frame = SliceFrame.Identity(image.Size) };

        SliceDataset found = CoarseSlices.Bin(new SliceDataset { Catalog = catalog, Preprocessing = Preprocessing.None, Slices = [slice] }, new Binning(2));

        found.Binning.ShouldBe(new Binning(2));
        found.Slices[0].Image.Pixels.ToArray().ShouldBe([2, 6, 9]);
        found.Slices[0].Regions!.Indices.Pixels.ToArray().ShouldBe([1, 2, 2], "a tie goes to what is no background");
        found.Slices[0].Frame.WorkingSize.ShouldBe(new RasterSize(3, 1));
    }
}
