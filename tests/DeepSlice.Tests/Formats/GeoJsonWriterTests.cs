using System.Globalization;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Formats;

/// <summary>Outlines for QuPath keep every rule of its reader, and the rules are ones that can be broken.</summary>
public sealed class GeoJsonWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(64)]
    public void Outlines_of_phantoms_keep_the_rules_of_QuPath(int binning)
    {
        foreach (Slice slice in PhantomGenerator.GenerateDataset(3, new PhantomOptions { SizePixels = 84 }, seed: 8).Slices)
        {
            RequireGood(slice, binning);
        }
    }

    [Fact]
    public void Outlines_of_wild_maps_with_holes_islands_and_touching_corners_keep_the_rules_of_QuPath()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var random = new RandomStream(seed);
            var indices = new Raster<byte>(40, 30);
            int block = 1 + (int)(seed % 4);
            for (int y = 0; y < indices.Height; y++)
            {
                for (int x = 0; x < indices.Width; x++)
                {
                    indices[x, y] = x % block != 0 ? indices[x - 1, y] : y % block != 0 ? indices[x, y - 1] : (byte)(random.Below(seed % 2 == 0 ? 8 : 3));
                }
            }

            RequireGood(Slice(indices), 7);
        }
    }

    [Fact]
    public void Outlines_of_real_slices_keep_the_rules_of_QuPath()
    {
        foreach (Slice slice in NumPyDataset.Read(SharedData.Require("b31/features_labels_2d_64"), RegionCatalog.SagittalSix).Slices)
        {
            RequireGood(slice, 64);
        }
    }

    [Fact]
    public void Names_measurements_and_metadata_are_those_of_the_regions()
    {
        Slice slice = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = 84 }, seed: 8).Slices[0] with { Id = "H\u00FCfte 1" };
        JsonElement cortex = Write(slice, 16, out IReadOnlyList<RegionMeasurement> measured).Single(feature => feature.GetProperty("properties").GetProperty("name").GetString() == "cortex");
        RegionMeasurement expected = measured.Single(measurement => measurement.Region.Key == "cx");
        JsonElement properties = cortex.GetProperty("properties");
        properties.GetProperty("classification").GetRawText().ShouldBe("""{"name":"cx","color":[86,180,233]}""");
        properties.GetProperty("measurements").EnumerateObject().Select(number => (number.Name, number.Value.GetDouble())).ShouldBe(
        [
            ("DeepSlice area px^2", expected.AreaPixels),
            ("DeepSlice area um^2", expected.AreaPixels * 0.25),
            ("DeepSlice fraction of tissue", expected.Fraction),
            ("DeepSlice mean intensity", expected.MeanIntensity!.Value),
            ("DeepSlice confidence", 0.75),
        ]);
        JsonElement metadata = properties.GetProperty("metadata");
        metadata.GetProperty("DeepSlice slice").GetString().ShouldBe("H\u00FCfte 1");
        metadata.GetProperty("DeepSlice image").GetString().ShouldBe("1344 x 1344");
        double.Parse(metadata.GetProperty("DeepSlice outline px^2").GetString()!, CultureInfo.InvariantCulture).ShouldBe(expected.AreaPixels, expected.AreaPixels / 1000);
    }

    [Fact]
    public void Ids_follow_from_slice_and_region_alone()
    {
        IReadOnlyList<Slice> slices = PhantomGenerator.GenerateDataset(3, new PhantomOptions { SizePixels = 84 }, seed: 8).Slices;
        string[] Ids(Slice slice, int binning) => [.. Write(slice, binning, out _).Select(feature => feature.GetProperty("id").GetString()!)];

        Ids(slices[0], 2).ShouldBe(Ids(slices[1] with { Id = slices[0].Id }, 8));
        Ids(slices[0], 2).Intersect(Ids(slices[1], 2)).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_was_changed_is_known_from_one_that_was_written()
    {
        Write(Slice(new Raster<byte>(9, 9).Map(_ => (byte)1)), 2, out _);
        string path = _folder["a.geojson"];
        GeoJsonWriter.IsUnchanged(path).ShouldBeTrue();
        string text = File.ReadAllText(path);
        foreach (string changed in (string[])[text.Replace("[86,180", "[87,180", StringComparison.Ordinal).Replace("18]", "19]", StringComparison.Ordinal), text + " ", text[..^2], text[..100], "", "{\"type\":\"FeatureCollection\",\"features\":[]}"])
        {
            File.WriteAllText(path, changed);
            GeoJsonWriter.IsUnchanged(path).ShouldBeFalse(changed);
        }
    }

    [Theory]
    [InlineData("\"type\":\"Feature\",", "\"type\":\"Area\",", "an object is a Feature")]
    [InlineData("\"id\":\"", "\"id\":\"x", "an id is a UUID that follows from a name")]
    [InlineData("\"objectType\":\"annotation\"", "\"objectType\":\"region\"", "objectType is annotation or detection")]
    [InlineData("\"name\":\"cerebellum\"", "\"name\":\"\"", "an object has a name")]
    [InlineData("\"name\":\"cerebellum\"", "\"name\":\"cerebellum\",\"isLocked\":false", "isLocked is written only if true")]
    [InlineData(",\"color\":[230,159,0]", "", "a class without [r, g, b] makes the file unreadable")]
    [InlineData("[230,159,0]", "[230,159,256]", "a class without [r, g, b] makes the file unreadable")]
    [InlineData("\"name\":\"cb\"", "\"name\":\"Left:cb\"", "a colon separates base and derived class")]
    [InlineData("\"DeepSlice confidence\":0.75", "\"DeepSlice confidence\":null", "measurements are an object of numbers")]
    [InlineData("\"2 x", "\"2\",\"n\":1,\"m\":\"", "metadata are an object of texts")]
    [InlineData("\"type\":\"Polygon\",\"coordinates\":[[[", "\"type\":\"Polygon\",\"coordinates\":[[[-9,", "a point has two coordinates")]
    [InlineData("\"type\":\"Polygon\",\"coordinates\":[", "\"type\":\"Polygon\",\"plane\":{\"c\":0,\"z\":0,\"t\":0},\"coordinates\":[", "the plane is written only if it is not the default")]
    [InlineData("]]]}", "],[0,5]]]}", "a ring is closed and has three or more corners")]
    [InlineData("\"coordinates\":[[[0,0]", "\"coordinates\":[[[-3,0]", "coordinates are pixels of the image")]
    [InlineData("cerebellum", "Kleinhirn-\u00E4", "earlier versions read the system's encoding, so only ASCII is safe")]
    public void Every_rule_can_be_broken(string old, string replacement, string rule)
    {
        Write(Slice(new Raster<byte>(1, 1).Map(_ => (byte)1)), 2, out _);
        string text = File.ReadAllText(_folder["a.geojson"]);
        text.ShouldContain(old);
        File.WriteAllText(_folder["a.geojson"], text.Replace(old, replacement, StringComparison.Ordinal));
        QuPathRules.Violations(_folder["a.geojson"], new RasterSize(2, 2), 0).ShouldContain(rule);
    }

    [Fact]
    public void Rings_of_wrong_orientation_and_lonely_members_are_violations()
    {
        const string Square = "[[0,0],[2,0],[2,2],[0,2],[0,0]]";
        const string Reversed = "[[0,0],[0,2],[2,2],[2,0],[0,0]]";
        const string Cross = "[[0,0],[2,2],[2,0],[0,2],[0,0]]";
        string Feature(string type, string coordinates) =>
            $$$$"""{"type":"FeatureCollection","features":[{"type":"Feature","id":"d281db9f-230d-5eb4-9c21-de53041282f9","geometry":{"type":"{{{{type}}}}","coordinates":{{{{coordinates}}}}},"properties":{"objectType":"annotation","name":"a","classification":{"name":"Left: cx","color":[1,2,3]},"measurements":{},"metadata":{}}}]}""";

        Violations(Feature("Polygon", $"[{Square}]")).ShouldBeEmpty();
        Violations(Feature("Polygon", $"[{Reversed}]")).ShouldBe(["an outer ring has a positive area"]);
        Violations(Feature("MultiPolygon", $"[[{Square}]]")).ShouldBe(["a MultiPolygon has several polygons"]);
        Violations(Feature("Polygon", $"[{Cross}]")).ShouldContain("JTS takes the geometry for valid");
        Violations(Feature("Polygon", $"[{Square},{Square}]")).ShouldContain("a hole has a negative area");
    }

    private IReadOnlyList<string> Violations(string text)
    {
        File.WriteAllText(_folder["b.geojson"], text);
        return QuPathRules.Violations(_folder["b.geojson"], new RasterSize(2, 2), 0);
    }

    // The rules, and the same pixels when it is read again.
    private void RequireGood(Slice slice, int binning)
    {
        Write(slice, binning, out _);
        SliceFrame frame = Frame(slice, binning);
        QuPathRules.Violations(_folder["a.geojson"], frame.OriginalSize, binning).ShouldBeEmpty();
        var filled = new Raster<byte>(slice.Image.Size);
        foreach (IGrouping<byte, RegionOutline> region in DrawnRegions.Read(_folder["a.geojson"], RegionCatalog.SagittalSix).GroupBy(outline => outline.Region.Index))
        {
            foreach (RegionOutline outline in region)
            {
                PolygonRasterizer.Fill(outline.Outline.Map(frame.ToWorking), RasterRule.PixelCentre, filled, region.Key);
            }
        }

        filled.Pixels.SequenceEqual(slice.Regions!.Indices.Map(index => index == 7 ? (byte)0 : index).Pixels).ShouldBeTrue(slice.Id);
    }

    private JsonElement[] Write(Slice slice, int binning, out IReadOnlyList<RegionMeasurement> measured)
    {
        Slice framed = slice with { Frame = Frame(slice, binning) };
        measured = RegionMeasurement.Measure(framed, slice.Regions!, 0.5, [.. slice.Regions!.Catalog.Regions.Select(_ => (double?)0.75)]);
        byte[] bytes = GeoJsonWriter.Encode(SliceAnnotations.Of(slice.Id, framed.Frame.OriginalSize, RegionOutline.Trace(slice.Regions!, framed.Frame), measured));
        File.WriteAllBytes(_folder["a.geojson"], bytes);
        using JsonDocument document = JsonDocument.Parse(bytes);
        return [.. document.RootElement.Clone().GetProperty("features").EnumerateArray()];
    }

    private static SliceFrame Frame(Slice slice, int binning) => new()
    {
        Binning = new Binning(binning),
        OriginalSize = new RasterSize(slice.Image.Width * binning, slice.Image.Height * binning),
        WorkingSize = slice.Image.Size,
    };

    private static Slice Slice(Raster<byte> indices) => new()
    {
        Id = "a",
        Image = indices.Map(index => index + 1f),
        Regions = new RegionMap(RegionCatalog.SagittalSix, indices),
        Frame = SliceFrame.Identity(indices.Size),
    };
}
