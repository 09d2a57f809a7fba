using DeepSlice.Slices;

namespace DeepSlice.Tests.Slices;

public sealed class RegionNamesTests
{
    private static readonly RegionNames Names = new(RegionCatalog.SagittalSix.WithAliases(
    [
        KeyValuePair.Create("Hippocampal formation", "hp"), KeyValuePair.Create("Großhirn", "cx"), KeyValuePair.Create("th-left", "th"),
    ]));

    [Theory]
    [InlineData("cx", "cx", false)]
    [InlineData(" CX ", "cx", false)]
    [InlineData("Cortex", "cx", false)]
    [InlineData("hippocampal  FORMATION", "hp", false)]
    [InlineData("GROSSHIRN", null, false)]
    [InlineData("Gro\u00DFhirn", "cx", false)]
    [InlineData("cx-1", "cx", false)]
    [InlineData("Cortex-12", "cx", false)]
    [InlineData("cx-1-2", "cx", false)]
    [InlineData("th-left", "th", false)]
    [InlineData("cx-left", "cx", true)]
    [InlineData("cx_L", "cx", true)]
    [InlineData("cx (left)", "cx", true)]
    [InlineData("R cx", "cx", true)]
    [InlineData("Left: cortex", "cx", true)]
    [InlineData("cortex: Right", "cx", true)]
    [InlineData("cx-right-1", "cx", true)]
    [InlineData("cx_2", "cx", true)]
    [InlineData("cx-dentate", null, false)]
    [InlineData("cxl", null, false)]
    [InlineData("left", null, false)]
    [InlineData("bg", null, false)]
    [InlineData("", null, false)]
    public void Names_refer_to_a_region_or_to_a_part_of_it_or_to_none(string name, string? key, bool isPart)
    {
        Region? region = Names.Find(name, out bool found);
        region?.Key.ShouldBe(key);
        (region is null).ShouldBe(key is null);
        (region is not null && found).ShouldBe(isPart);
    }

    [Fact]
    public void Decomposed_umlauts_are_composed_ones() =>
        new RegionNames(RegionCatalog.SagittalSix.WithAliases([KeyValuePair.Create("H\u00F6rrinde", "cx")])).Find("Ho\u0308rrinde", out _)!.Key.ShouldBe("cx");

    [Fact]
    public void A_side_with_a_region_of_its_own_is_that_region()
    {
        var catalog = new RegionCatalog([.. RegionCatalog.SagittalSix.Regions, new Region(8, "cx_l", "left cortex", default)]);
        new RegionNames(catalog).Find("cx_L", out bool isPart)!.Key.ShouldBe("cx_l");
        isPart.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Cortex", "liver", "expected a region cb, hp, cx, th, mb, bs, rest for the name 'Cortex', got 'liver'")]
    [InlineData("HP", "cx", "expected a name to refer to one region, got 'HP' for 'cx' and for 'hp'")]
    [InlineData("Cortex", "bg", "got 'bg'")]
    public void A_name_of_no_region_or_of_two_is_refused(string name, string region, string message) =>
        Should.Throw<ArgumentException>(() => RegionCatalog.SagittalSix.WithAliases([KeyValuePair.Create(name, region)])).Message.ShouldContain(message);

    [Theory]
    [InlineData("Left: cortex", "cx", false)]
    [InlineData("cx_R", "cx", false)]
    [InlineData("cortex: Right", "cx", false)]
    [InlineData("cx-right-1", "cx", false)]
    [InlineData("cx_2", "cx", true)]
    [InlineData("Left: liver", null, false)]
    public void Sides_can_be_merged_and_numbered_parts_stay_parts(string name, string? key, bool isPart)
    {
        var names = new RegionNames(RegionCatalog.SagittalSix) { MergeSides = true };
        names.Find(name, out bool found)?.Key.ShouldBe(key);
        (key is null || found == isPart).ShouldBeTrue(name);
    }
}
