using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Slices;

public sealed class RegionMapBuilderTests
{
    private static readonly RasterSize Size = new(12, 10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_region_of_the_catalogue_wins_whatever_the_order_of_the_outlines(bool reversed)
    {
        KeyValuePair<string, Outline<BinnedPoint>>[] outlines = [new("mb", Box(0, 0, 6, 6)), new("cb", Box(3, 3, 9, 9))];

        RegionMap map = RegionMapBuilder.FromOutlines(RegionCatalog.SagittalSix, Size, reversed ? outlines.Reverse() : outlines, RasterRule.PixelCentre);

        map.Indices[4, 4].ShouldBe((byte)1);
        map.Area(RegionCatalog.SagittalSix.Find("cb")!).ShouldBe(36);
        map.Area(RegionCatalog.SagittalSix.Find("mb")!).ShouldBe(27);
        map.Area(RegionCatalog.SagittalSix.Background).ShouldBe(120 - 63);
    }

    [Fact]
    public void Overlapping_outlines_of_one_region_are_united()
    {
        RegionMap map = RegionMapBuilder.FromOutlines(
            RegionCatalog.SagittalSix, Size, [new("cx", Box(0, 0, 4, 4)), new("cx", Box(2, 2, 6, 6))], RasterRule.PixelCentre);

        map.Area(RegionCatalog.SagittalSix.Find("cx")!).ShouldBe(28);
    }

    [Theory]
    [InlineData("xy")]
    [InlineData("bg")]
    public void A_key_that_cannot_be_drawn_is_refused_with_the_allowed_ones(string key)
    {
        Should.Throw<ArgumentException>(() =>
            RegionMapBuilder.FromOutlines(RegionCatalog.SagittalSix, Size, [new(key, Box(0, 0, 4, 4))], RasterRule.PixelCentre))
            .Message.ShouldContain($"expected one of cb, hp, cx, th, mb, bs, rest, got an outline of '{key}'");
    }

    [Fact]
    public void Every_region_of_a_map_traced_and_filled_again_gives_the_map_back()
    {
        var random = new RandomStream(17);
        var indices = new Raster<byte>(Size);
        foreach (ref byte index in indices.Pixels)
        {
            index = (byte)random.Below(8);
        }

        IEnumerable<KeyValuePair<string, Outline<BinnedPoint>>> outlines = RegionCatalog.SagittalSix.Regions.Skip(1)
            .Select(region => KeyValuePair.Create(region.Key, ContourTracer.Trace(indices, region.Index)!));

        RegionMapBuilder.FromOutlines(RegionCatalog.SagittalSix, Size, outlines, RasterRule.EveryTouchedPixel)
            .Indices.Pixels.ToArray().ShouldBe(indices.Pixels.ToArray());
    }

    private static Outline<BinnedPoint> Box(double left, double top, double right, double bottom) =>
        new([new Polygon<BinnedPoint>([new(left, top), new(right, top), new(right, bottom), new(left, bottom)])]);
}
