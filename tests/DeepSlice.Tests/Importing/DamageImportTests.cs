using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Importing;
using DeepSlice.Scores;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Importing;

public sealed class DamageImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outlines_named_damage_and_exclude_are_masks_and_no_unknown_regions()
    {
        Save("a", Square("cb", 20, 20, 60), Square("damage", 30, 30, 20), Square("Exclude-2", 60, 40, 40), Square("scale bar", 0, 0, 9));
        Save("b", Square("cb", 20, 20, 60));
        ImportResult result = Import();

        result.Failures.ShouldBeEmpty();
        Raster<byte> damage = result.Dataset.Slices[0].Damage!;
        damage.Pixels.Count(DamageMask.Marked).ShouldBe(4 + 16);
        (damage[3, 4], damage[4, 5], damage[6, 5], damage[9, 8], damage[5, 5]).ShouldBe(((byte)255, (byte)255, (byte)255, (byte)255, (byte)0));
        result.Dataset.Slices[0].Regions!.Area(result.Dataset.Catalog.Find("cb")!).ShouldBe(36);
        result.Dataset.Slices[1].Damage.ShouldBeNull();
        result.Warnings.Where(warning => warning.Contains("skipped", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            warning => warning.ShouldContain("'scale bar'"), warning => warning.ShouldNotContain("damage"), warning => warning.ShouldNotContain("Exclude"));
    }

    [Theory]
    [InlineData("a.damage.png", 100, 80)]
    [InlineData("a.exclude.png", 50, 40)]
    [InlineData("a.damage.png", 10, 8)]
    public void A_mask_beside_the_outlines_is_read_at_any_scale(string name, int width, int height)
    {
        Save("a", Square("cb", 20, 20, 60));
        var mask = new Raster<byte>(width, height);
        for (int y = height / 2; y < height; y++)
        {
            mask.Row(y)[..(width / 2)].Fill(1);
        }

        PngFile.Write(_folder[name], mask);
        ImportResult result = Import();

        result.Dataset.Slices.ShouldHaveSingleItem();
        Raster<byte> damage = result.Dataset.Slices[0].Damage!;
        damage.Size.ShouldBe(new RasterSize(10, 10));
        damage.Pixels.Count(DamageMask.Marked).ShouldBe(5 * 4);
        (damage[0, 5], damage[4, 8], damage[5, 8], damage[0, 4], damage[0, 9]).ShouldBe(((byte)255, (byte)255, (byte)0, (byte)0, (byte)0));
    }

    [Fact]
    public void A_mask_of_another_image_and_a_line_named_damage_are_named()
    {
        Save("a", Square("cb", 20, 20, 60));
        PngFile.Write(_folder["a.damage.png"], new Raster<byte>(80, 100));
        Import().Failures.ShouldHaveSingleItem().Reason.ShouldContain("expected a mask of 100×80 pixels as its image has, or reduced in proportion, got 80×100");
        File.Delete(_folder["a.damage.png"]);
        File.WriteAllText(_folder["a.geojson"], """
            {"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[20, 20], [80, 20], [80, 80], [20, 20]]]}, "properties": {"name": "cb"}},
            {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[20, 20], [80, 20]]}, "properties": {"name": "damage"}}]}
            """);
        File.Delete(_folder["a.zip"]);
        Import().Warnings.ShouldContain(warning => warning.Contains("'damage' (it is a LineString, not an area)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dataset_keeps_its_masks_and_one_drawn_into_it_is_read()
    {
        Save("a", Square("cb", 20, 20, 60), Square("damage", 30, 30, 20));
        Save("b", Square("cb", 20, 20, 60));
        DatasetFolder.Write(_folder["dataset"], Import().Dataset);

        File.Exists(_folder["dataset/damage/a.png"]).ShouldBeTrue();
        File.Exists(_folder["dataset/damage/b.png"]).ShouldBeFalse();
        File.ReadAllText(_folder["dataset/checksums.sha256"]).ShouldContain("damage/a.png");
        SliceDataset read = DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken);
        read.Slices[0].Damage!.Pixels.Count(DamageMask.Marked).ShouldBe(4);
        read.Slices[1].Damage.ShouldBeNull();

        var drawn = new Raster<byte>(10, 10);
        drawn.Row(2).Fill(7);
        PngFile.Write(_folder["dataset/damage/b.png"], drawn);
        DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken).Slices[1].Damage!.Pixels.Count(DamageMask.Marked).ShouldBe(10);
        Should.Throw<IOException>(() => DatasetFolder.RequireReplaceable(_folder["dataset"])).Message.ShouldContain("'damage/b.png'");
        PngFile.Write(_folder["dataset/damage/b.png"], new Raster<byte>(9, 10));
        Should.Throw<InvalidDataException>(() => DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken)).Message.ShouldContain("expected damage of the image's size 10×10, got 9×10");
    }

    [Fact]
    public void Marked_pixels_are_in_no_score()
    {
        Save("a", Square("cb", 0, 0, 40), Square("damage", 0, 0, 20));
        SliceDataset dataset = Import().Dataset;
        DatasetFolder.Write(_folder["dataset"], dataset);
        Directory.CreateDirectory(_folder["found"]);

        // Right except for two marked columns and two others.
        var found = new Raster<byte>(10, 10);
        for (int y = 1; y < 5; y++)
        {
            found.Row(y)[..4].Fill(1);
        }

        found[0, 1] = 0;
        found[1, 2] = 0;
        found[3, 4] = 0;
        LabelPng.Write(_folder["found/a.labels.png"], new RegionMap(dataset.Catalog, found));
        ComparedSlice compared = PredictedRegions.Read(_folder["found"], dataset).Single();
        Score score = new MapScorer([Measures.Dice]).Score(compared).Regions["cb"];
        score.Dice.ShouldBe(2 * 11.0 / (11 + 12), 1e-6);
        new MapScorer([Measures.Dice]).Score(PredictedRegions.Read(_folder["found"], dataset with { Slices = [dataset.Slices[0] with { Damage = null }] }).Single()).Regions["cb"].Dice
            .ShouldBe(2 * 13.0 / (13 + 16), 1e-6);
    }

    [Theory]
    [InlineData("damage", true)]
    [InlineData(" Damage ", true)]
    [InlineData("EXCLUDE", true)]
    [InlineData("damage-1", true)]
    [InlineData("exclude 2", true)]
    [InlineData("damage_03", true)]
    [InlineData("damaged", false)]
    [InlineData("no damage", false)]
    [InlineData("", false)]
    public void Names_of_damage(string name, bool expected) => DamageNames.IsDamage(name).ShouldBe(expected);

    private ImportResult Import() => ImageImporter.Import(
        _folder.FullPath, _folder.FullPath, new ImportOptions { Binning = new Binning(10) }, cancellationToken: TestContext.Current.CancellationToken);

    private static ImageJRoi Square(string name, double x, double y, double side) =>
        new(name, new Outline<PixelPoint>([new Polygon<PixelPoint>([new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side)])]));

    private void Save(string id, params ImageJRoi[] rois)
    {
        var image = new Raster<ushort>(100, 80);
        image.Pixels.Fill(500);
        ImageFile.Write(_folder[id + ".tif"], image);
        RoiSetFile.Write(_folder[id + ".zip"], rois);
    }
}
