using System.IO.Compression;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Cli;

public sealed class AnnotationTests : IDisposable
{
    private const string Aliased = """[{"index":0,"key":"bg","name":"background","color":"#000000","annotated":false},{"index":1,"key":"cx","name":"cortex","color":"#56b4e9","aliases":["Isocortex"]}]""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void QuPath_exports_and_other_names_are_read_alike_by_import_evaluate_and_phantom()
    {
        SaveImage("a");
        Write("rois/a.tif.geojson", Feature("Isocortex", 30, 90), Feature("Left: cortex", 100, 150), Feature("scale bar", 0, 9));
        string[] names = ["--names", "isocortex=cx,\"Hippocampal formation\"=hp"];
        CliProcess import = Import(names);
        import.ExitCode.ShouldBe(0, import.Error);
        import.Output.ShouldContain("annotated in 1 slice: cb in 0, hp in 0, cx in 1, th in 0");
        import.Error.ShouldContain("got 'scale bar' in a, which were skipped");
        import.Error.ShouldContain("'Left: cortex' as cx in a");
        import.Error.ShouldContain("none with cb, hp, th, mb, bs of 1 annotated");
        SliceDataset dataset = DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken);
        dataset.Catalog.Find("hp")!.Aliases.ShouldBe(["Hippocampal formation"]);
        dataset.Slices[0].Regions!.Area(dataset.Catalog.Find("cx")!).ShouldBe(36 + 25);

        Directory.CreateDirectory(_folder["found"]);
        RoiSetFile.Write(_folder["found/a.rois.zip"], [Square("cx", 30, 90)]);
        CliProcess evaluate = CliProcess.Run(["evaluate", "--predictions", _folder["found"], "--rois", _folder["rois"], .. names]);
        evaluate.ExitCode.ShouldBe(0, evaluate.Error);
        evaluate.Error.ShouldContain("'scale bar'");
        File.ReadAllLines(_folder["found/outlines.csv"])[^1].ShouldStartWith("a,cx,0.74");

        CliProcess phantom = CliProcess.Run(["phantom", "--rois", _folder["rois"], "--size", "32", "--output", _folder["phantoms"], .. names]);
        phantom.ExitCode.ShouldBe(0, phantom.Error);
        phantom.Error.ShouldContain("'scale bar'");
        Path.Exists(_folder["phantoms/images/a.tif"]).ShouldBeTrue();
    }

    [Fact]
    public void Outlines_of_a_prediction_come_back_from_QuPath_with_edits_and_merged_sides()
    {
        SaveImage("a");
        SaveImage("b");
        Outline<PixelPoint> whole = Square("cx", 30, 90).Outline;
        foreach (string id in (string[])["a", "b"])
        {
            RoiSetFile.Write(_folder[$"rois/{id}.rois.zip"], [Square("cx", 30, 90)]);
            File.WriteAllBytes(_folder[$"rois/{id}.geojson"], GeoJsonWriter.Encode([new QuPathAnnotation(Guid.NewGuid(), "cortex", "cx", new RegionColor(86, 180, 233), whole)]));
        }

        // As QuPath 0.5 exports it after the edit: names of the derived class, two decimals, metadata, no mark of predict.
        File.WriteAllText(_folder["rois/b.geojson"], """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"d281db9f-230d-5eb4-9c21-de53041282f9","geometry":{"type":"Polygon","coordinates":[[[30.00, 30.00], [60, 30], [60, 90.00], [30, 90], [30, 30]]]},
             "properties":{"objectType":"annotation","name":"cortex","classification":{"names":["Left","cx"],"color":[86,180,233]},"measurements":{"DeepSlice area px^2":3600.0},"metadata":{"DeepSlice slice":"b"}}},
            {"type":"Feature","id":"d281db9f-230d-5eb4-9c21-de53041282f8","geometry":{"type":"MultiPolygon","coordinates":[[[[100, 100], [120, 100], [120, 120], [100, 120], [100, 100]]],[[[130, 100], [150, 100], [150, 120], [130, 120], [130, 100]]]]},
             "properties":{"objectType":"annotation","classification":{"names":["Right","cx"],"color":[86,180,233]},"isLocked":true}}]}
            """);
        CliProcess apart = Import();
        apart.ExitCode.ShouldBe(0, apart.Error);
        apart.Error.ShouldContain("'Left: cx' as cx in b, 'Right: cx' as cx in b; sides and parts were not kept apart");
        CliProcess merged = Import("--merge-sides", "--overwrite");
        merged.ExitCode.ShouldBe(0, merged.Error);
        merged.Error.ShouldNotContain("Left: cx");

        IReadOnlyList<Slice> slices = DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken).Slices;
        slices.Select(slice => slice.Regions!.Area(slice.Regions.Catalog.Find("cx")!)).ShouldBe([36, 18 + 4 + 4]);

        // Of two corrected files neither is the right one.
        File.WriteAllText(_folder["rois/a.geojson"], File.ReadAllText(_folder["rois/b.geojson"]));
        using (ZipArchive zip = ZipFile.Open(_folder["rois/a.rois.zip"], ZipArchiveMode.Update))
        {
            zip.Entries[0].LastWriteTime = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);
        }

        CliProcess both = Import("--overwrite");
        both.ExitCode.ShouldBe(1);
        both.Error.ShouldContain("a.geojson and");
        both.Error.ShouldContain("a.rois.zip: expected one file of outlines for 'a', got 2");
    }

    [Fact]
    public void Aliases_of_a_catalogue_are_kept_in_the_dataset()
    {
        SaveImage("a");
        Write("rois/a.geojson", Feature("ISOCORTEX", 30, 90));
        File.WriteAllText(_folder["catalog.json"], Aliased);
        CliProcess run = Import("--catalog", _folder["catalog.json"]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldNotContain("outlines");
        File.ReadAllText(_folder["dataset/dataset.json"]).ShouldContain("\"Isocortex\"");
        DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken).Catalog.Find("cx")!.Aliases.ShouldBe(["Isocortex"]);
    }

    [Theory]
    [InlineData("Cortex", "--names: expected NAME=REGION, got 'Cortex'")]
    [InlineData("Cortex=liver", "expected a region cb, hp, cx, th, mb, bs, rest for the name 'Cortex', got 'liver'")]
    public void Names_that_say_nothing_are_refused(string names, string message)
    {
        SaveImage("a");
        Write("rois/a.geojson", Feature("cx", 30, 90));
        Import("--names", names).ShouldBeRefused(message);
    }

    [Theory]
    [InlineData("{\"regions\":[]}", "expected a list in [ ]")]
    [InlineData("[7]", "expected an object in { } for '[0]', got 7")]
    [InlineData("[{\"index\":0,\"key\":\"CX\",\"name\":\"x\",\"color\":\"#000000\"},{\"index\":1,\"key\":\"cx\",\"name\":\"x\",\"color\":\"#000000\"}]", "lower-case letters, digits and underscores, got 'CX'")]
    [InlineData("[{\"index\":0,\"key\":\"cx\",\"name\":\"x\"}]", "expected 'color' in '[0]', got an object without")]
    [InlineData("[{\"index\":0,\"key\":\"cx\",\"name\":\"x\",\"color\":\"blue\"}]", "expected a colour #rrggbb with hexadecimal digits, got 'blue'")]
    [InlineData("[{\"index\":300,\"key\":\"cx\",\"name\":\"x\",\"color\":\"#000000\"}]", "expected a whole number for '[0].index', got 300")]
    [InlineData("[{\"index\":0,\"key\":\"cx\",\"name\":\"x\",\"color\":\"#000000\",\"colour\":1}]", "aliases, got unknown key 'colour'")]
    public void A_catalogue_that_is_none_is_refused_in_words_of_the_job(string catalog, string message)
    {
        SaveImage("a");
        Write("rois/a.geojson", Feature("cx", 30, 90));
        File.WriteAllText(_folder["c.json"], catalog);
        CliProcess run = Import("--catalog", _folder["c.json"]);
        run.ShouldBeRefused(_folder["c.json"], message);
        run.Error.ShouldNotContain("Parameter");
        run.Error.ShouldNotContain("DeepSlice.Slices");
    }

    [Fact]
    public void Outlines_without_pixels_and_images_without_signal_are_named()
    {
        SaveImage("a");
        SaveImage("black", value: 0);
        SaveImage("constant", value: 9);
        SaveImage("gone");
        foreach (string id in (string[])["a", "black", "constant"])
        {
            RoiSetFile.Write(_folder[$"rois/{id}.zip"], [Square("cx", 30, 90), Square("hp", -9, -1), Square("cb", 201, 205), Square("th", 50, 50.001)]);
        }

        RoiSetFile.Write(_folder["rois/gone.zip"], [Square("cx", -90, -30)]);
        CliProcess run = Import();
        run.ExitCode.ShouldBe(1, run.Error);
        run.Error.ShouldContain("got images of one constant value in constant, that are all black in black");
        run.Error.ShouldContain("slice 'a': expected outlines that enclose pixels, got 'hp' (it lies outside the image), 'cb' (it lies outside the image)");
        run.Error.ShouldContain("gone.zip: expected outlines within the 200×200 pixels");
        run.Error.ShouldContain("got 'cx' (cx) from (-90, -90) to (-30, -30)");
    }

    [Fact]
    public void Outlines_of_a_smaller_copy_of_the_image_are_warned_of()
    {
        SaveImage("a");
        SaveImage("b");
        string[] keys = ["cb", "hp", "cx", "th", "mb", "bs"];
        RoiSetFile.Write(_folder["rois/a.zip"], [.. keys.Select((key, i) => Square(key, 20 + (27 * i), 40 + (27 * i)))]);
        RoiSetFile.Write(_folder["rois/b.zip"], [.. keys.Select((key, i) => Square(key, 5 + (7 * i), 10 + (7 * i)))]);
        CliProcess run = Import();
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("got all of them in its upper left corner in b; if they were drawn on a smaller copy");
    }

    [Fact]
    public void Names_from_a_Mac_fit_each_other()
    {
        SaveImage("Hu\u0308fte");
        Write("rois/H\u00FCfte.geojson", Feature("cx", 30, 90));
        File.WriteAllText(_folder["rois/._H\u00FCfte.geojson"], "resource fork");
        File.WriteAllText(_folder["slices/._Hu\u0308fte.tif"], "resource fork");
        CliProcess run = Import();
        run.ExitCode.ShouldBe(0, run.Error);
        DatasetFolder.Read(_folder["dataset"], TestContext.Current.CancellationToken).Slices.ShouldHaveSingleItem().Id.ShouldBe("H\u00FCfte");
    }

    [Fact]
    public void Two_annotations_of_a_slice_in_different_formats_are_named()
    {
        SaveImage("a");
        Write("rois/a.geojson", Feature("cx", 30, 90));
        RoiSetFile.Write(_folder["rois/a.zip"], [Square("cx", 30, 90)]);
        File.WriteAllText(_folder["rois/catalog.json"], Aliased);
        Import().ShouldBeRefused("a.geojson and", "a.zip: expected one file of outlines for 'a', got 2");
    }

    [Fact]
    public void A_label_that_is_no_region_is_named_by_its_file()
    {
        CliProcess.Run("phantom", "--count", "1", "--size", "32", "--output", _folder["dataset"]).ExitCode.ShouldBe(0);
        var labels = new Raster<byte>(32, 32);
        labels[3, 1] = 255;
        PngFile.Write(_folder["dataset/labels/phantom-000.png"], labels);
        CliProcess run = CliProcess.Run("plan", "--dataset", _folder["dataset"]);
        run.ShouldBeRefused("phantom-000.png: expected region index 0 to 7, got 255 at (3, 1)");
        run.Error.ShouldNotContain("Parameter");
    }

    [Fact]
    public void Plan_train_and_its_report_tell_in_how_many_slices_each_region_is()
    {
        foreach (string id in (string[])["s0", "s1", "s2"])
        {
            SaveImage(id);
            RoiSetFile.Write(_folder[$"rois/{id}.zip"], id == "s0" ? [Square("cx", 30, 90), Square("hp", 100, 150)] : [Square("cx", 30, 90)]);
        }

        Import().ExitCode.ShouldBe(0);
        CliProcess plan = CliProcess.Run("plan", "--dataset", _folder["dataset"]);
        plan.Output.ShouldContain("annotated in 3 slices: cb in 0, hp in 1, cx in 3");
        plan.Error.ShouldContain("got none with cb, th, mb, bs, and only one with hp (in s0) of 3 annotated");
        CliProcess train = CliProcess.Run("train", "--dataset", _folder["dataset"], "--output", _folder["run"], "--set", "epochs=1");
        train.ExitCode.ShouldBe(0, train.Error);
        train.Output.ShouldContain("annotated in 3 slices: cb in 0, hp in 1, cx in 3");
        train.Error.ShouldContain("only one with hp (in s0)");
        string report = File.ReadAllText(_folder["run/report.html"]);
        report.ShouldContain("annotated in");
        report.ShouldContain("cerebellum</th><td>0 slices</td>");
        report.ShouldContain("hippocampus</th><td>1 slice</td>");
    }

    private static string Feature(string name, double from, double to) => FormattableString.Invariant(
        $$$$"""{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[{{{{from}}}},{{{{from}}}}],[{{{{to}}}},{{{{from}}}}],[{{{{to}}}},{{{{to}}}}],[{{{{from}}}},{{{{to}}}}],[{{{{from}}}},{{{{from}}}}]]]},"properties":{"objectType":"annotation","classification":{"name":"{{{{name}}}}","color":[1,2,3]}}}""");

    private static ImageJRoi Square(string name, double from, double to) =>
        new(name, new Outline<PixelPoint>([new Polygon<PixelPoint>([new(from, from), new(to, from), new(to, to), new(from, to)])]));

    private void Write(string file, params string[] features)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        File.WriteAllText(_folder[file], $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""");
    }

    private CliProcess Import(params string[] more) =>
        CliProcess.Run(["import", "--images", _folder["slices"], "--rois", _folder["rois"], "--binning", "10", "--output", _folder["dataset"], .. more]);

    // Tissue in a dark frame, or one value everywhere.
    private void SaveImage(string id, ushort? value = null)
    {
        var image = new Raster<ushort>(200, 200);
        for (int y = 0; y < 200; y++)
        {
            for (int x = 0; x < 200; x++)
            {
                image.Row(y)[x] = value ?? (ushort)(x is >= 15 and < 190 && y is >= 15 and < 190 ? 3000 + x : 100 + (y % 3));
            }
        }

        Directory.CreateDirectory(_folder["slices"]);
        Directory.CreateDirectory(_folder["rois"]);
        ImageFile.Write(_folder[$"slices/{id}.tif"], image);
    }
}
