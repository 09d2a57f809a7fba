using DeepSlice.Geometry;
using DeepSlice.Reports;
using DeepSlice.Slices;
using DeepSlice.Tests.Metrics;

namespace DeepSlice.Tests.Reports;

public sealed class ContactSheetTests
{
    [Fact]
    public void Every_pair_has_its_image_on_the_left_and_its_labels_on_the_right()
    {
        RegionMap map = TestMaps.Disc(20, 20, 10, 10, 8, index: 3);
        Raster<float> image = map.Indices.Map(index => index == 3 ? 5f : 1f);
        (Raster<float>, RegionMap)[] pairs = [(image, map), (image, map), (image, map)];

        Raster<RegionColor> sheet = ContactSheet.Render(pairs, pairsPerRow: 2, longestSide: 40);

        // Two pairs of 40 + 1 + 40 columns and two rows of 40, with margins of 6 around each.
        sheet.Size.ShouldBe(new RasterSize((2 * (81 + 6)) + 6, (2 * (40 + 6)) + 6));
        foreach ((int left, int top) in (ReadOnlySpan<(int, int)>)[(6, 6), (93, 6), (6, 52)])
        {
            sheet[left + 41 + 20, top + 20].ShouldBe(TestMaps.Region("cx").Color);
            RegionColor grey = sheet[left + 20, top + 20];
            grey.Red.ShouldBe(grey.Blue);
        }

        sheet[93 + 41 + 20, 52 + 20].ShouldBe(sheet[0, 0], "the fourth place is empty");
    }

    [Fact]
    public void A_sheet_of_nothing_is_refused()
    {
        Should.Throw<ArgumentException>(() => ContactSheet.Render([])).Message.ShouldContain("expected one or more pairs");
    }
}
