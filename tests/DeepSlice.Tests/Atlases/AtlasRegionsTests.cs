using DeepSlice.Atlases;

namespace DeepSlice.Tests.Atlases;

public sealed class AtlasRegionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atlas-").FullName;
    private readonly Atlas _atlas;

    public AtlasRegionsTests() => _atlas = AtlasFolder.Read(AtlasFixture.Write(_folder));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_structure_belongs_to_its_nearest_named_ancestor()
    {
        AtlasRegions regions = Map("""[{ "key": "hp", "name": "h", "color": "#ff0000", "structures": { "default": ["HIP"] } }, { "key": "ca3", "name": "c", "color": "#00ff00", "structures": { "default": ["Field CA3"] } }]""");

        regions.Catalog.Regions.Select(region => region.Key).ShouldBe(["bg", "hp", "ca3", "rest"]);
        RegionOf(regions, AtlasFixture.Ca1).ShouldBe("hp");
        RegionOf(regions, AtlasFixture.Ca3).ShouldBe("ca3");
        RegionOf(regions, AtlasFixture.Cerebellum).ShouldBe("rest");
        regions.Voxels.ShouldBe([0, 9, 18, 27]);
    }

    [Fact]
    public void An_atlas_may_have_names_of_its_own()
    {
        AtlasRegions regions = Map("""[{ "key": "cb", "name": "c", "color": "#ff0000", "structures": { "default": ["nonsense"], "toy_mouse": ["512"] } }]""");

        RegionOf(regions, AtlasFixture.Cerebellum).ShouldBe("cb");
    }

    [Theory]
    [InlineData("""[{ "key": "cb", "name": "c", "color": "#ff0000", "structures": { "default": ["cb"] } }]""", "got 'cb' (similar: CB)")]
    [InlineData("""[{ "key": "a", "name": "c", "color": "#ff0000", "structures": { "default": ["CB"] } }, { "key": "b", "name": "c", "color": "#ff0000", "structures": { "default": ["512"] } }]""", "got '512' in 'a' and 'b'")]
    [InlineData("""[{ "key": "a", "name": "c", "color": "#ff0000", "structures": { "other_atlas": ["CB"] } }]""", "got none in a")]
    public void What_does_not_fit_is_named(string catalog, string words) =>
        Should.Throw<InvalidDataException>(() => Map(catalog)).Message.ShouldContain(words);

    [Theory]
    [InlineData("six-regions", 6)]
    [InlineData("twelve-divisions", 12)]
    public void Shipped_catalogues_are_complete(string name, int regions) =>
        ShippedCatalogs.Read(name).Entries.Count.ShouldBe(regions);

    // Counted from the TIFF files by numpy, with the ancestors of structures.json.
    [Theory]
    [InlineData("gubra_lsfm_mouse_100um_v1.0", 33.817, 14.422, 93.273, 11.012, 19.909, 23.72)]
    [InlineData("allen_mouse_100um_v1.2", 64.001, 23.758, 141.8, 20.257, 36.746, 47.86)]
    public void Regions_of_real_atlases_have_the_volumes_that_an_independent_count_gives(string folder, params double[] cubicMillimetres)
    {
        Atlas atlas = AtlasFolder.Read(SharedData.Require($"atlases/{folder}"), TestContext.Current.CancellationToken);

        AtlasRegions regions = AtlasRegions.Map(atlas, ShippedCatalogs.Read("six-regions"));

        double[] found = [.. regions.Catalog.Annotated.Select(region => Math.Round(regions.Voxels[region.Index] * atlas.CubicMillimetresPerVoxel, 3))];
        found.ShouldBe(cubicMillimetres);
    }

    private AtlasRegions Map(string catalog)
    {
        string path = Path.Combine(_folder, "regions.json");
        File.WriteAllText(path, catalog);
        return AtlasRegions.Map(_atlas, AtlasCatalog.Read(path));
    }

    private string RegionOf(AtlasRegions regions, uint id) => regions.Catalog.Regions[regions[(ushort)(_atlas.Ontology.IndexOf(id)!.Value + 1)]].Key;
}
