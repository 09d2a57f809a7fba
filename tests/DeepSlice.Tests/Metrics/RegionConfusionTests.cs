using DeepSlice.Metrics;

namespace DeepSlice.Tests.Metrics;

public sealed class RegionConfusionTests
{
    [Fact]
    public void Pixels_are_counted_by_annotated_and_predicted_region()
    {
        var confusion = new RegionConfusion(TestMaps.Parse("1120", "0122"), TestMaps.Parse("1110", "0222"));

        confusion[TestMaps.Region("cb"), TestMaps.Region("hp")].ShouldBe(1);
        confusion[TestMaps.Region("hp"), TestMaps.Region("cb")].ShouldBe(1);
        confusion[TestMaps.Region("bg"), TestMaps.Region("bg")].ShouldBe(2);
        confusion.Overlap(TestMaps.Region("cb")).ShouldBe(new RegionOverlap(3, 3, 2));
        confusion.Overlap(TestMaps.Region("cb")).Dice.ShouldBe(4 / 6.0, 1e-15);
        confusion.Overlap(TestMaps.Region("cb")).Jaccard.ShouldBe(0.5);
    }

    [Fact]
    public void A_region_in_neither_map_is_absent_and_has_no_overlap()
    {
        RegionOverlap overlap = new RegionConfusion(TestMaps.Parse("01"), TestMaps.Parse("01")).Overlap(TestMaps.Region("th"));

        overlap.IsAbsent.ShouldBeTrue();
        overlap.Dice.ShouldBe(double.NaN);
    }
}
