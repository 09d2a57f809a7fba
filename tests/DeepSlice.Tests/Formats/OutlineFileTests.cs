using System.IO.Compression;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class OutlineFileTests : IDisposable
{
    private const string Square = """{"type":"Polygon","coordinates":[[[1,1],[9,1],[9,9],[1,9],[1,1]],[[3,3],[5,3],[5,5],[3,5],[3,3]]]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Documents => new(
        $$"""{"type":"FeatureCollection","features":[{{Feature(Square, "cx")}}]}""",
        $"[{Feature(Square, "cx")}]",
        Feature(Square, "cx"),
        $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"objectType":"root","childObjects":[{{{Feature(Square, "cx")}}}]}}]}""",
        $$$"""{"type":"Feature","id":"PathAnnotationObject","geometry":{{{Square}}},"properties":{"name":"Cortex","measurements":[{"name":"a \"NaN","value":NaN}]}}""",
        "\uFEFF" + Feature(Square, "cx"));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_form_of_GeoJson_is_read_with_its_holes(string document)
    {
        File.WriteAllText(_folder["a.geojson"], document);
        RegionOutline outline = Read("a.geojson", out IReadOnlyList<string> warnings).ShouldHaveSingleItem();
        warnings.ShouldBeEmpty();
        outline.Region.Key.ShouldBe("cx");
        outline.Outline.Rings.Select(ring => Math.Abs(ring.SignedArea)).ShouldBe([64, 4]);
        outline.Outline.Rings[0].Vertices.ShouldBe([new(1, 1), new(9, 1), new(9, 9), new(1, 9)]);
    }

    [Fact]
    public void GeoJson_may_be_compressed_or_in_a_folder_of_a_zip()
    {
        using (Stream target = new GZipStream(File.Create(_folder["a.geojson.gz"]), CompressionMode.Compress))
        {
            target.Write(System.Text.Encoding.UTF8.GetBytes(Feature(Square, "cx")));
        }

        Zip("a.zip", ("export/a.geojson", Feature(Square, "cx")));
        Read("a.geojson.gz", out _).ShouldHaveSingleItem();
        Read("a.zip", out _).ShouldHaveSingleItem();
    }

    [Fact]
    public void Parts_of_a_multipolygon_are_outlines_of_one_region_and_sides_are_named()
    {
        const string Two = """{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4]]],[[[2,0],[6,0],[6,4]]]]}""";
        File.WriteAllText(_folder["a.geojson"], Feature(Two, "Left: cortex"));
        Read("a.geojson", out IReadOnlyList<string> warnings).Count.ShouldBe(2);
        warnings.ShouldHaveSingleItem().ShouldContain("got 'Left: cortex' as cx in slice; sides and parts were not kept apart");
    }

    [Fact]
    public void A_bad_feature_is_named_and_the_others_are_read()
    {
        File.WriteAllText(_folder["a.geojson"], $"""
            [{Feature("""{"type":"Polygon","coordinates":[[[0,0],["x",0],[4,4]]]}""", "hp")},
             {Feature("""{"type":"LineString","coordinates":[[0,0],[4,4]]}""", "cb")},
             {Feature("""{"type":"Point","coordinates":[0,0]}""", "scale bar")},
             {Feature("null", "th")}, 7, {Feature(Square, "cx")}, {Feature(Square, "lesion")}]
            """);
        Read("a.geojson", out IReadOnlyList<string> warnings).ShouldHaveSingleItem().Region.Key.ShouldBe("cx");
        warnings.Count.ShouldBe(2);
        warnings[0].ShouldContain("got 'lesion' in slice, 'scale bar' in slice, which were skipped");
        warnings[1].ShouldContain("'hp' (it has coordinates that are no points of an image), 'cb' (it is a LineString, not an area), 'th' (it has no geometry), 'feature 5' (it has no geometry)");
    }

    [Theory]
    [InlineData("{\"type\":\"FeatureColl", "expected GeoJSON, got text that is not at line 1, byte")]
    [InlineData("", "expected GeoJSON, got text that is not")]
    [InlineData("{\"regions\":[]}", "got other JSON")]
    [InlineData("[]", "expected one annotation or more that is an area, got none")]
    public void What_is_no_GeoJson_is_refused_in_words(string text, string message)
    {
        File.WriteAllText(_folder["a.geojson"], text);
        string words = Should.Throw<InvalidDataException>(() => Read("a.geojson", out _)).Message;
        words.ShouldStartWith(_folder["a.geojson"] + ": ");
        words.ShouldContain(message);
    }

    [Fact]
    public void Detections_are_no_annotations()
    {
        File.WriteAllText(_folder["a.geojson"], $$"""[{{Feature(Square, "cx")}}, {{Feature(Square, "hp").Replace("annotation", "detection", StringComparison.Ordinal)}}]""");
        Read("a.geojson", out _).ShouldHaveSingleItem().Region.Key.ShouldBe("cx");
    }

    [Fact]
    public void What_a_Mac_adds_to_a_zip_is_no_outline()
    {
        Zip("a.zip", ("__MACOSX/rois/._cx.roi", "resource fork"), ("rois/._hp.roi", "resource fork"), ("rois/", ""), ("rois/cx.geojson", Feature(Square, "cx")));
        Read("a.zip", out IReadOnlyList<string> warnings).ShouldHaveSingleItem();
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Zips_that_cannot_be_read_say_why()
    {
        Zip("empty.zip");
        Zip("other.zip", ("a/readme.txt", "nothing"), ("__MACOSX/a/._readme.txt", ""));
        Zip("locked.zip", ("cx.geojson", Feature(Square, "cx")));
        byte[] locked = File.ReadAllBytes(_folder["locked.zip"]);
        locked[6] |= 1;
        locked[locked.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        File.WriteAllBytes(_folder["locked.zip"], locked);
        File.WriteAllBytes(_folder["cut.zip"], locked[..(locked.Length / 2)]);

        Reason("empty.zip").ShouldContain("in the zip, got an empty zip; save the outlines again");
        Reason("other.zip").ShouldContain("expected .roi entries of ImageJ or .geojson entries of QuPath in the zip, got 'readme.txt'; save");
        Reason("locked.zip").ShouldContain("cx.geojson: expected a zip without a password, got one that is protected by a password");
        Reason("cut.zip").ShouldContain("expected a complete zip, got a damaged one");
    }

    [Fact]
    public void Flat_outlines_are_named_and_an_eight_is_not_flat()
    {
        RoiSetFile.Write(_folder["a.zip"],
        [
            Roi("cx", (0, 0), (9, 9), (9, 0), (0, 9)),
            Roi("cx-2", (0, 0), (3, 3), (9, 9)),
            Roi("hp", (5, 5), (5, 5), (5, 5)),
        ]);
        Read("a.zip", out IReadOnlyList<string> warnings).ShouldHaveSingleItem().Name.ShouldBe("cx");
        warnings.ShouldHaveSingleItem().ShouldStartWith(
            "slice 'slice': expected outlines that enclose pixels, got 'cx-2' (it has no area, all of it lies on one line), 'hp' (it has no area");
    }

    [Fact]
    public void Five_hundred_slices_with_foreign_names_give_one_line()
    {
        var notes = new OutlineNotes();
        for (int i = 0; i < 500; i++)
        {
            var slice = new SliceNotes();
            slice.Foreign.Add(new SkippedRoi("lesion", ""));
            slice.Foreign.Add(new SkippedRoi($"{1000 + i}-0{i + 100}", ""));
            slice.Skipped.Add(new SkippedRoi("cx", "it is flat"));
            notes.Add($"s{i:000}", slice);
        }

        IReadOnlyList<string> warnings = notes.Warnings(RegionCatalog.SagittalSix);
        warnings.Count.ShouldBe(1 + 20 + 1);
        warnings[0].ShouldContain("'lesion' in 500 slices (s000, s001, s002, s003, s004 …)");
        warnings[0].ShouldContain("names that ImageJ made up, such as '1000-0100' in 500 slices");
        warnings[^1].ShouldContain("in 480 more slices");
    }

    private static string Feature(string geometry, string region) =>
        $$$$"""{"type":"Feature","id":"4b0c2a3e-0000-4000-8000-000000000000","geometry":{{{{geometry}}}},"properties":{"objectType":"annotation","classification":{"name":"{{{{region}}}}","color":[200,0,0]}}}""";

    private static ImageJRoi Roi(string name, params (double X, double Y)[] points) =>
        new(name, new Outline<PixelPoint>([new Polygon<PixelPoint>(points.Select(point => new PixelPoint(point.X, point.Y)))]));

    private IReadOnlyList<RegionOutline> Read(string file, out IReadOnlyList<string> warnings) =>
        DrawnRegions.Read(_folder[file], RegionCatalog.SagittalSix, out warnings);

    private string Reason(string file) => Should.Throw<InvalidDataException>(() => Read(file, out _)).Message;

    private void Zip(string file, params (string Name, string Text)[] entries)
    {
        using ZipArchive zip = ZipFile.Open(_folder[file], ZipArchiveMode.Create);
        foreach ((string name, string text) in entries)
        {
            using Stream target = zip.CreateEntry(name).Open();
            target.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
    }
}
