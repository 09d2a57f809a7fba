using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Phantoms_survive_export_and_import()
    {
        CliProcess.Run("phantom", "--count", "2", "--size", "40", "--output", _folder["phantoms"]).ExitCode.ShouldBe(0);
        CliProcess.Run("export", "--dataset", _folder["phantoms"], "--numpy", _folder["numpy"]).ExitCode.ShouldBe(0);
        CliProcess run = CliProcess.Run("import", "--numpy", _folder["numpy"], "--output", _folder["again"], "--first", "1", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("slices").GetInt32().ShouldBe(1);
        Slice before = DatasetFolder.Read(_folder["phantoms"], TestContext.Current.CancellationToken).Slices[0];
        Slice after = DatasetFolder.Read(_folder["again"], TestContext.Current.CancellationToken).Slices.ShouldHaveSingleItem();
        after.Image.Pixels.SequenceEqual(before.Image.Pixels).ShouldBeTrue();
        foreach (Region region in before.Regions!.Catalog.Annotated)
        {
            after.Regions!.Area(region).ShouldBe(before.Regions.Area(region));
        }
    }

    [Fact]
    public void The_good_slices_of_a_folder_are_done_and_the_bad_one_is_named()
    {
        SaveAnnotated("good");
        SaveAnnotated("cut");
        byte[] whole = File.ReadAllBytes(_folder["cut.tif"]);
        File.WriteAllBytes(_folder["cut.tif"], whole[..(whole.Length / 2)]);
        CliProcess run = Import();

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("1 slice in");
        run.Output.ShouldContain("look whether the outlines fit: " + _folder["dataset/check.html"]);
        File.ReadAllText(_folder["dataset/check.html"]).ShouldContain("Slice good with the outlines of");
        File.Exists(_folder["dataset/check/good.png"]).ShouldBeTrue();
        run.Error.ShouldContain("deepslice: " + _folder["cut.tif"]);
        run.Error.ShouldNotContain("   at ");
        DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken).Slices.ShouldHaveSingleItem().Id.ShouldBe("good");
    }

    [Fact]
    public void Text_renamed_to_tif_leaves_nothing_behind()
    {
        SaveAnnotated("a");
        File.WriteAllText(_folder["a.tif"], "this is text");
        CliProcess run = Import();

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("a.tif");
        NothingIsWritten();
    }

    [Fact]
    public void An_empty_zip_is_named()
    {
        SaveAnnotated("a");
        File.WriteAllBytes(_folder["a.zip"], [0x50, 0x4B, 5, 6, .. new byte[18]]);
        CliProcess run = Import();

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("a.zip");
        NothingIsWritten();
    }

    [Fact]
    public void A_binning_of_zero_is_refused()
    {
        CliProcess.Run("import", "--images", _folder.FullPath, "--rois", _folder.FullPath, "--binning", "0", "--output", _folder["dataset"])
            .ShouldBeRefused("binning", "expected 1 to 4096", "got 0");
        NothingIsWritten();
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("NaN")]
    public void A_pixel_size_that_is_no_length_is_refused_before_the_input_is_looked_at(string size) =>
        CliProcess.Run("import", "--numpy", _folder["nowhere"], "--pixel-size", size, "--output", _folder["dataset"]).ShouldBeRefused("pixel size", "greater than 0");

    [Fact]
    public void An_occupied_output_is_refused_before_the_input_is_looked_at()
    {
        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(Path.Combine(_folder["mine"], "thesis.txt"), "");
        CliProcess.Run("import", "--numpy", _folder["nowhere"], "--output", _folder["mine"]).ShouldBeRefused("expected an empty or new folder");
    }

    [Fact]
    public void A_catalogue_file_gives_other_regions()
    {
        const string Background = """{"index":0,"key":"bg","name":"background","color":"#000000","annotated":false}""";
        File.WriteAllText(_folder["regions.json"], $$"""[{{Background}},{"index":1,"key":"ob","name":"olfactory bulb","color":"#ff0000"}]""");
        SaveAnnotated("a");
        RoiSetFile.Write(_folder["a.zip"], [new ImageJRoi("ob", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(20, 20), new(90, 20), new(90, 90)])]))]);
        CliProcess run = Import("--catalog", _folder["regions.json"]);

        run.ExitCode.ShouldBe(0, run.Error);
        DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken).Catalog.Regions.Select(region => region.Key).ShouldBe(["bg", "ob"]);
        File.WriteAllText(_folder["regions.json"], $"[{Background}]");
        Import("--catalog", _folder["regions.json"]).ShouldBeRefused("regions.json", "2 to 256");
        CliProcess.Run("import", "--numpy", _folder["nowhere"], "--catalog", _folder["none.json"], "--output", _folder["dataset"]).ShouldBeRefused("none.json", "no such file");
    }

    [Fact]
    public void Predicted_outlines_bring_their_catalogue_and_another_one_is_refused()
    {
        var catalog = new RegionCatalog([new Region(0, "bg", "background", RegionColor.Parse("#000000")) { IsAnnotated = false }, new Region(1, "ob", "olfactory bulb", RegionColor.Parse("#ff0000"))]);
        SaveAnnotated("a");
        File.Delete(_folder["a.zip"]);
        RoiSetFile.Write(_folder["found/a.rois.zip"], [new ImageJRoi("ob", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(20, 20), new(90, 20), new(90, 90)])]))]);
        new PredictionFolder(_folder["found"]).Write(catalog);
        string[] import = ["import", "--images", _folder.FullPath, "--rois", _folder["found"], "--binning", "10", "--output", _folder["dataset"]];
        CliProcess run = CliProcess.Run(import);

        run.ExitCode.ShouldBe(0, run.Error);
        SliceDataset dataset = DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken);
        dataset.Catalog.Regions.Select(region => region.Key).ShouldBe(["bg", "ob"]);
        dataset.Slices.ShouldHaveSingleItem().Regions!.Area(dataset.Catalog.Find("ob")!).ShouldBePositive();

        new PredictionFolder(_folder["six"]).Write(RegionCatalog.SagittalSix);
        CliProcess.Run([.. import, "--catalog", _folder["six/catalog.json"]])
            .ShouldBeRefused(_folder["found/catalog.json"], "expected the regions bg cb hp", "got bg ob", "omit --catalog");
    }

    [Fact]
    public void A_missing_folder_is_refused() =>
        CliProcess.Run("import", "--numpy", _folder["nowhere"], "--output", _folder["dataset"]).ShouldBeRefused("nowhere", "no such file");

    [Fact]
    public void Options_that_do_not_go_together_are_refused() =>
        CliProcess.Run("import", "--images", _folder.FullPath, "--output", _folder["dataset"]).ShouldBeRefused("--rois");

    [Fact]
    public void An_output_that_cannot_be_written_is_refused_before_any_work()
    {
        File.WriteAllText(_folder["file"], "");
        CliProcess.Run("phantom", "--output", Path.Combine(_folder["file"], "dataset")).ShouldBeRefused("expected a folder, got a file at ");
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_not_overwritten()
    {
        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(Path.Combine(_folder["mine"], "thesis.txt"), "");
        CliProcess run = CliProcess.Run("phantom", "--count", "1", "--size", "32", "--output", _folder["mine"]);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("expected an empty or new folder");
        Directory.EnumerateFileSystemEntries(_folder["mine"]).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_dataset_whose_labels_are_larger_than_its_image_is_refused()
    {
        CliProcess.Run("phantom", "--count", "1", "--size", "32", "--output", _folder["dataset"]).ExitCode.ShouldBe(0);
        PngFile.Write(Path.Combine(_folder["dataset"], "labels", "phantom-000.png"), new Raster<byte>(40, 40));
        CliProcess.Run("export", "--dataset", _folder["dataset"], "--numpy", _folder["numpy"]).ShouldBeRefused("phantom-000.png", "40×40", "32×32");
        Path.Exists(_folder["numpy"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, RasterRule.PixelCentre, 25)]
    [InlineData("centre", RasterRule.PixelCentre, 25)]
    [InlineData("touched", RasterRule.EveryTouchedPixel, 49)]
    public void Outlines_become_the_pixels_of_the_chosen_rule_which_the_dataset_states(string? rule, RasterRule stated, int pixels)
    {
        SaveAnnotated("a");
        RoiSetFile.Write(_folder["a.zip"], [new ImageJRoi("cb", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(26, 26), new(84, 26), new(84, 84), new(26, 84)])]))]);
        CliProcess run = rule is null ? Import() : Import("--raster-rule", rule);

        run.ExitCode.ShouldBe(0, run.Error);
        SliceDataset dataset = DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken);
        dataset.Preprocessing.Rule.ShouldBe(stated);
        dataset.Slices[0].Regions!.Area(dataset.Catalog.Find("cb")!).ShouldBe(pixels);
    }

    [Fact]
    public void A_rule_that_is_none_and_a_rule_for_pixels_are_refused()
    {
        CliProcess.Run("import", "--images", _folder.FullPath, "--rois", _folder.FullPath, "--raster-rule", "half", "--output", _folder["dataset"])
            .ShouldBeRefused("--raster-rule", "centre or touched", "'half'");
        CliProcess.Run("import", "--numpy", _folder.FullPath, "--raster-rule", "centre", "--output", _folder["dataset"]).ShouldBeRefused("--raster-rule", "--numpy");
    }

    private CliProcess Import(params string[] more) =>
        CliProcess.Run(["import", "--images", _folder.FullPath, "--rois", _folder.FullPath, "--binning", "10", "--output", _folder["dataset"], .. more]);

    private void NothingIsWritten() =>
        Directory.EnumerateDirectories(_folder.FullPath).ShouldBeEmpty();

    private void SaveAnnotated(string id)
    {
        var image = new Raster<ushort>(200, 200);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (ushort)(i * 7919 % 65536);
        }

        ImageFile.Write(_folder[id + ".tif"], image);
        RoiSetFile.Write(_folder[id + ".zip"], [new ImageJRoi("cb", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(20, 20), new(90, 20), new(90, 90)])]))]);
    }
}
