using DeepSlice.Quantities;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Quantities;

public sealed class RegionGroupsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_group_holds_its_regions_and_those_of_earlier_groups()
    {
        IReadOnlyList<RegionSet> groups = Read("""[{"key": "forebrain", "name": "Forebrain", "regions": ["cx", "hp"]}, {"key": "upper", "regions": ["forebrain", "th", "cx"]}]""");
        groups[0].Name.ShouldBe("Forebrain");
        groups[1].Name.ShouldBe("upper");
        groups[1].Indices.ShouldBe([2, 3, 4]);
    }

    [Theory]
    [InlineData("""[{"key": "a", "regions": ["nose"]}]""", "got 'nose'")]
    [InlineData("""[{"key": "cx", "regions": ["hp"]}]""", "got 'cx'")]
    [InlineData("""[{"key": "a", "regions": ["hp"]}, {"key": "a", "regions": ["cx"]}]""", "got 'a'")]
    [InlineData("""[{"key": "a", "regions": []}]""", "one region or more")]
    [InlineData("""[{"key": "a", "regions": ["bg"]}]""", "got 'bg'")]
    public void A_wrong_list_is_refused(string json, string words) =>
        Should.Throw<InvalidDataException>(() => Read(json)).Message.ShouldContain(words);

    private IReadOnlyList<RegionSet> Read(string json)
    {
        File.WriteAllText(_folder["groups.json"], json);
        return RegionGroups.Read(_folder["groups.json"], RegionCatalog.SagittalSix);
    }
}
