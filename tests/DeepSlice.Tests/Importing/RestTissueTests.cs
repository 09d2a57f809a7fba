using DeepSlice.Geometry;
using DeepSlice.Importing;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Importing;

public sealed class RestTissueTests
{
    [Fact]
    public void Bright_pixels_outside_the_regions_become_rest_and_annotated_ones_stay()
    {
        Slice slice = RestTissue.Fill(BrightDisc());
        RegionMap regions = slice.Regions!;

        regions.Area(regions.Catalog.Find("cb")!).ShouldBe(16);
        regions.Indices[20, 20].ShouldBe(regions.Catalog.Rest!.Index);
        regions.Indices[1, 1].ShouldBe((byte)0);
    }

    [Fact]
    public void A_slice_with_rest_already_annotated_stays_as_it_is()
    {
        Slice slice = BrightDisc();
        slice.Regions!.Indices[0, 0] = slice.Regions.Catalog.Rest!.Index;
        RestTissue.Fill(slice).ShouldBeSameAs(slice);
    }

    [Fact]
    public void A_slice_without_annotation_stays_without() =>
        RestTissue.Fill(BrightDisc() with { Regions = null }).Regions.ShouldBeNull();

    private static Slice BrightDisc()
    {
        var image = new Raster<float>(40, 40);
        var labels = new Raster<byte>(40, 40);
        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 40; x++)
            {
                bool inside = ((x - 20) * (x - 20)) + ((y - 20) * (y - 20)) < 150;
                image[x, y] = (inside ? 1000 : 100) + ((x + y) % 3);
                labels[x, y] = x is >= 14 and < 18 && y is >= 14 and < 18 ? (byte)1 : (byte)0;
            }
        }

        return new Slice { Id = "disc", Image = image, Regions = new RegionMap(RegionCatalog.SagittalSix, labels), Frame = SliceFrame.Identity(image.Size) };
    }
}
