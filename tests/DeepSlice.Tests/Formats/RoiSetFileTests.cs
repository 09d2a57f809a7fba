using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class RoiSetFileTests
{
    [Fact]
    public void Any_outline_comes_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        for (ulong seed = 0; seed < 100; seed++)
        {
            var random = new RandomStream(seed);
            ImageJRoi[] rois = [.. Enumerable.Range(0, 1 + random.Below(4)).Select(i => RandomRoi($"cx-{i}", random))];

            RoiSetFile.Write(folder["a.zip"], rois);

            RoiSet read = RoiSetFile.Read(folder["a.zip"]);
            read.Skipped.ShouldBeEmpty();
            read.Rois.Select(roi => roi.Name).ShouldBe(rois.Select(roi => roi.Name));
            for (int i = 0; i < rois.Length; i++)
            {
                Vertices(read.Rois[i]).ShouldBe(Vertices(rois[i]), $"seed {seed}, roi {i}");
            }
        }
    }

    [Theory]
    [InlineData("cx", "cx")]
    [InlineData("Großhirn", "Left: Großhirn")]
    [InlineData("cx", null)]
    public void Colour_and_class_come_back_from_a_set_and_from_a_single_file(string name, string? classification)
    {
        using var folder = new TemporaryFolder();
        var roi = new ImageJRoi(name, Triangle((1, 2), (30, 2), (1, 40))) { Color = new RegionColor(0xD5, 0x5E, 0x00), Classification = classification };
        RoiSetFile.Write(folder["a.zip"], [roi, new ImageJRoi("plain", Triangle((1, 2), (30, 2), (1, 40)))]);
        File.WriteAllBytes(folder["a.roi"], RoiEncoder.Encode(roi));

        ImageJRoi[] read = [.. RoiSetFile.Read(folder["a.zip"]).Rois, .. RoiSetFile.Read(folder["a.roi"]).Rois];

        read.Select(each => (each.Name, each.Color, each.Classification)).ShouldBe(
            [(name, roi.Color, classification), ("plain", null, null), (name, roi.Color, classification)]);
    }

    [Fact]
    public void Equal_sets_are_equal_files()
    {
        using var folder = new TemporaryFolder();
        RoiSetFile.Write(folder["a.zip"], [RandomRoi("cb", new RandomStream(1))]);
        RoiSetFile.Write(folder["b.zip"], [RandomRoi("cb", new RandomStream(1))]);

        File.ReadAllBytes(folder["a.zip"]).ShouldBe(File.ReadAllBytes(folder["b.zip"]));
    }

    [Fact]
    public void A_ring_of_more_vertices_than_16_bits_count_is_kept_whole()
    {
        using var folder = new TemporaryFolder();
        var ring = new PixelPoint[70_000];
        for (int i = 0; i < ring.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * i / ring.Length);
            ring[i] = new PixelPoint((float)(40_000 + (20_000 * cos)), (float)(40_000 + (20_000 * sin)));
        }

        var roi = new ImageJRoi("cb", new Outline<PixelPoint>([new Polygon<PixelPoint>(ring)]));
        RoiSetFile.Write(folder["a.zip"], [roi]);

        Vertices(RoiSetFile.Read(folder["a.zip"]).Rois[0]).ShouldBe(Vertices(roi));
    }

    [Fact]
    public void The_bytes_of_an_integer_polygon_are_those_the_format_asks_for()
    {
        byte[] bytes = RoiEncoder.Encode(new ImageJRoi("ab", Triangle((10, 20), (40, 20), (10, 60))));

        bytes[..8].ShouldBe([(byte)'I', (byte)'o', (byte)'u', (byte)'t', 0, 228, 0, 0]);
        bytes[8..18].ShouldBe([0, 20, 0, 10, 0, 60, 0, 40, 0, 3]);
        bytes[64..76].ShouldBe([0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 40]);
        BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(60)).ShouldBe(76);
        RoiDecoder.ReadName(bytes).ShouldBe("ab");
        bytes.Length.ShouldBe(64 + 12 + 64 + 4);
    }

    [Fact]
    public void Coordinates_beyond_16_bits_are_kept_as_floating_point()
    {
        byte[] bytes = RoiEncoder.Encode(new ImageJRoi("far", Triangle((50_000, 10), (60_000, 10), (50_000, 40_000))));

        (BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(50)) & 128).ShouldBe(128);
        RoiDecoder.ReadOutline(bytes, out _)!.Rings[0].Vertices[2].ShouldBe(new PixelPoint(50_000, 40_000));
    }

    [Fact]
    public void Names_become_regions_and_their_suffixes_are_enumerations()
    {
        using var folder = new TemporaryFolder();
        RoiSetFile.Write(folder["a.zip"],
        [
            new ImageJRoi("cx-1", Triangle((0, 0), (5, 0), (0, 5))),
            new ImageJRoi("cb", Triangle((9, 0), (12, 0), (9, 5))),
            new ImageJRoi("CX-2", Triangle((20, 0), (25, 0), (20, 5))),
        ]);

        DrawnRegions.Read(folder["a.zip"], RegionCatalog.SagittalSix).Select(outline => outline.Region.Key).ShouldBe(["cx", "cb", "cx"]);
    }

    [Fact]
    public void Names_that_are_not_in_the_catalogue_are_skipped_and_refused_where_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        ImageJRoi foreign = new("olfactory", Triangle((0, 0), (5, 0), (0, 5)));
        RoiSetFile.Write(folder["a.zip"], [new ImageJRoi("cx", Triangle((0, 0), (5, 0), (0, 5))), foreign]);
        RoiSetFile.Write(folder["b.zip"], [foreign]);

        DrawnRegions.Read(folder["a.zip"], RegionCatalog.SagittalSix, out IReadOnlyList<string> warnings).ShouldHaveSingleItem().Region.Key.ShouldBe("cx");
        warnings.ShouldHaveSingleItem().ShouldStartWith("expected outlines named cb, hp, cx, th, mb, bs, rest, got 'olfactory' in slice, which were skipped");
        string message = Should.Throw<InvalidDataException>(() => DrawnRegions.Read(folder["b.zip"], RegionCatalog.SagittalSix)).Message;
        message.ShouldStartWith(folder["b.zip"]);
        message.ShouldContain("expected ROI names cb, hp, cx, th, mb, bs, rest, each with or without a number such as -1, got 'olfactory'; rename");
    }

    [Fact]
    public void A_rectangle_has_its_corners_and_an_oval_its_area()
    {
        byte[] bytes = Bare(type: 1, left: 3, top: 4, right: 13, bottom: 24);
        RoiDecoder.ReadOutline(bytes, out _)!.Rings[0].Vertices.ShouldBe([new(3, 4), new(13, 4), new(13, 24), new(3, 24)]);

        bytes[6] = 2;
        Math.Abs(RoiDecoder.ReadOutline(bytes, out _)!.Rings[0].SignedArea).ShouldBe(Math.PI * 5 * 10, 0.5);
    }

    [Theory]
    [InlineData(3, "a line")]
    [InlineData(4, "a line of several segments")]
    [InlineData(5, "a line of several segments")]
    [InlineData(6, "empty")]
    [InlineData(9, "an angle")]
    [InlineData(10, "points")]
    public void What_is_no_area_is_skipped_with_the_reason(byte type, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["thing.roi"], Bare(type, 0, 0, 10, 10));

        RoiSet set = RoiSetFile.Read(folder["thing.roi"]);

        set.Rois.ShouldBeEmpty();
        set.Skipped.ShouldHaveSingleItem().ShouldBe(new SkippedRoi("thing", $"it is {reason}, not an area"));
        Should.Throw<InvalidDataException>(() => DrawnRegions.Read(folder["thing.roi"], RegionCatalog.SagittalSix)).Message.ShouldContain(reason);
    }

    [Fact]
    public void A_region_drawn_as_something_that_is_no_area_is_named_instead_of_missing()
    {
        using var folder = new TemporaryFolder();
        WriteZip(folder["a.zip"], ("cx.roi", RoiEncoder.Encode(new ImageJRoi("cx", Triangle((0, 0), (5, 0), (0, 5))))), ("cb.roi", Bare(5, 0, 0, 9, 9)));

        string message = Should.Throw<InvalidDataException>(() => DrawnRegions.Read(folder["a.zip"], RegionCatalog.SagittalSix)).Message;

        message.ShouldContain("got 'cb' (it is a line of several segments, not an area); draw it as a polygon");
    }

    [Fact]
    public void A_line_beside_the_outline_of_its_region_costs_nothing()
    {
        using var folder = new TemporaryFolder();
        WriteZip(folder["a.zip"], ("cx.roi", RoiEncoder.Encode(new ImageJRoi("cx", Triangle((0, 0), (5, 0), (0, 5))))), ("cx-2.roi", Bare(5, 0, 0, 9, 9)));

        DrawnRegions.Read(folder["a.zip"], RegionCatalog.SagittalSix).ShouldHaveSingleItem().Region.Key.ShouldBe("cx");
    }

    [Fact]
    public void Curves_that_would_become_too_many_vertices_are_refused()
    {
        const int curves = 2500;
        float[] path = new float[3 + (7 * curves)];
        for (int i = 0; i < curves; i++)
        {
            float[] curve = [3, 0, 9e6f, 9e6f, 0, i % 2, 0];
            curve.CopyTo(path.AsSpan(3 + (7 * i)));
        }

        Should.Throw<InvalidDataException>(() => RoiDecoder.ReadOutline(Composite(path), out _)).Message.ShouldContain("(2000000 per ROI");
    }

    [Fact]
    public void A_short_file_of_many_ovals_is_refused_before_they_fill_the_memory()
    {
        using var folder = new TemporaryFolder();
        WriteZip(folder["a.zip"], [.. Enumerable.Range(0, 3000).Select(i => ($"{i}.roi", Bare(2, 0, 0, unchecked((short)60000), unchecked((short)60000))))]);

        Should.Throw<InvalidDataException>(() => RoiSetFile.Read(folder["a.zip"])).Message.ShouldContain("8000000 per file");
    }

    [Fact]
    public void Curves_of_a_composite_become_chords_that_stay_on_them()
    {
        // A quarter of a circle of radius 100 as its usual cubic curve, closed over its centre.
        const float k = 55.22847f;
        float[] path = [0, 0, 0, 1, 100, 0, 3, 100, k, k, 100, 0, 100, 4];
        PixelPoint[] ring = RoiDecoder.ReadOutline(Composite(path), out _)!.Rings[0].Vertices;

        ring.Length.ShouldBeGreaterThan(20);
        ring.Skip(1).ShouldAllBe(point => Math.Abs(double.Hypot(point.X, point.Y) - 100) < 0.05);
        Math.Abs(new Polygon<PixelPoint>(ring).SignedArea).ShouldBe(Math.PI * 100 * 100 / 4, 5);
    }

    [Fact]
    public void A_quadratic_curve_passes_through_its_middle()
    {
        float[] path = [0, 0, 0, 2, 50, 100, 100, 0, 4];
        PixelPoint[] ring = RoiDecoder.ReadOutline(Composite(path), out _)!.Rings[0].Vertices;

        ring.Min(point => double.Hypot(point.X - 50, point.Y - 50)).ShouldBeLessThan(2);
        ring.Max(point => point.Y).ShouldBe(50, 0.1);
    }

    [Theory]
    [InlineData(new float[] { 7, 1, 2 }, "expected path segment 0 to 4, got 7")]
    [InlineData(new float[] { 2, 1, 2, 3, 4 }, "got a curve")]
    [InlineData(new float[] { 0, 1 }, "of the ROI")]
    [InlineData(new[] { 0, float.NaN, 0, 1, 1, 1, 1, 2, 2, 4 }, "expected coordinates within")]
    [InlineData(new[] { 0, 1e30f, 0, 1, 1, 1, 1, 2, 2, 4 }, "expected coordinates within")]
    public void A_damaged_path_is_refused_with_the_reason(float[] path, string reason)
    {
        Should.Throw<InvalidDataException>(() => RoiDecoder.ReadOutline(Composite(path), out _)).Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData(0x7FFFFFFF)]
    [InlineData(0x7FFFFFF0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_second_header_outside_the_file_is_an_error_that_names_the_file(int offset)
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = RoiEncoder.Encode(RandomRoi("x", new RandomStream(1)));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(RoiBytes.Header2), offset);
        File.WriteAllBytes(folder["x.roi"], bytes);

        Should.Throw<InvalidDataException>(() => RoiSetFile.Read(folder["x.roi"])).Message.ShouldStartWith(folder["x.roi"]);
    }

    [Fact]
    public void An_empty_zip_a_text_and_a_missing_file_are_errors_that_name_the_file()
    {
        using var folder = new TemporaryFolder();
        using (ZipArchive zip = ZipFile.Open(folder["empty.zip"], ZipArchiveMode.Create))
        {
            zip.CreateEntry("readme.txt");
        }

        File.WriteAllText(folder["text.zip"], "not a zip");

        Should.Throw<InvalidDataException>(() => RoiSetFile.Read(folder["empty.zip"])).Message.ShouldStartWith(folder["empty.zip"] + ": expected .roi entries in the zip, got none");
        Should.Throw<InvalidDataException>(() => RoiSetFile.Read(folder["text.zip"])).Message.ShouldStartWith(folder["text.zip"]);
        Should.Throw<FileNotFoundException>(() => RoiSetFile.Read(folder["none.zip"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    public void Names_that_are_no_entry_names_are_refused(string name)
    {
        using var folder = new TemporaryFolder();
        Should.Throw<ArgumentException>(() => RoiSetFile.Write(folder["a.zip"], [new ImageJRoi(name, Triangle((0, 0), (1, 0), (0, 1)))]));
        Directory.GetFiles(folder.FullPath).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("polygon")]
    [InlineData("polygon-left")]
    [InlineData("polygon-top")]
    [InlineData("freehand")]
    public void Polygons_of_imagej_have_the_vertices_another_reader_finds(string name)
    {
        JsonElement expected = Expected(name);
        double[] x = [.. expected.GetProperty("x").EnumerateArray().Select(value => value.GetDouble())];
        double[] y = [.. expected.GetProperty("y").EnumerateArray().Select(value => value.GetDouble())];

        ImageJRoi roi = RoiSetFile.Read(SharedData.Require($"roi/read-roi/{name}.roi")).Rois.ShouldHaveSingleItem();

        roi.Name.ShouldBe(name);
        roi.Outline.Rings[0].Vertices.ShouldBe(x.Zip(y, (px, py) => new PixelPoint(px, py)));
    }

    [Theory]
    [InlineData("rectangle")]
    [InlineData("oval")]
    [InlineData("oval-left")]
    [InlineData("oval-top")]
    [InlineData("composite-brush-donut")]
    [InlineData("composite-brush-yin-yang")]
    [InlineData("composite-oval-in-rect")]
    [InlineData("composite-rect-in-rect")]
    [InlineData("composite-two-ellipses")]
    [InlineData("composite-two-ovals")]
    public void Shapes_of_imagej_fill_the_bounds_another_reader_finds(string name)
    {
        JsonElement expected = Expected(name);
        PixelPoint[] points = [.. RoiSetFile.Read(SharedData.Require($"roi/read-roi/{name}.roi")).Rois[0].Outline.Rings.SelectMany(ring => ring.Vertices)];

        // ImageJ rounds a composite's bounds outwards.
        double left = expected.GetProperty("left").GetDouble();
        double top = expected.GetProperty("top").GetDouble();
        points.Min(point => point.X).ShouldBe(left, 1);
        points.Min(point => point.Y).ShouldBe(top, 1);
        points.Max(point => point.X).ShouldBe(left + expected.GetProperty("width").GetDouble(), 1);
        points.Max(point => point.Y).ShouldBe(top + expected.GetProperty("height").GetDouble(), 1);
    }

    [Theory]
    [InlineData("composite-rect-in-rect")]
    [InlineData("composite-brush-donut")]
    public void Straight_composites_of_imagej_have_the_rings_another_reader_finds(string name)
    {
        PixelPoint[][] expected = [.. Expected(name).GetProperty("paths").EnumerateArray()
            .Select(path => path.EnumerateArray().Select(point => new PixelPoint(point[0].GetDouble(), point[1].GetDouble())).ToArray())];

        Vertices(RoiSetFile.Read(SharedData.Require($"roi/read-roi/{name}.roi")).Rois[0]).ShouldBe(expected);
    }

    [Fact]
    public void All_sets_of_real_slices_are_read_with_their_regions()
    {
        string[] files = [.. Directory.GetFiles(SharedData.Require("slicemap/reference_rois"), "*.zip"), SharedData.Require("b31/B31-02.zip")];

        files.Length.ShouldBe(60);
        files.Sum(file => DrawnRegions.Read(file, RegionCatalog.SagittalSix).Count).ShouldBe((6 * 60) - 3, "cb is missing in three");
    }

    private static JsonElement Expected(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require($"roi/read-roi/{name}.json")));
        return document.RootElement.EnumerateObject().First().Value.Clone();
    }

    private static PixelPoint[][] Vertices(ImageJRoi roi) => [.. roi.Outline.Rings.Select(ring => ring.Vertices)];

    private static Outline<PixelPoint> Triangle(params (double X, double Y)[] points) =>
        new([new Polygon<PixelPoint>(points.Select(point => new PixelPoint(point.X, point.Y)))]);

    private static ImageJRoi RandomRoi(string name, RandomStream random)
    {
        bool isWhole = random.Chance(0.4);
        double extent = random.Chance(0.3) ? 60_000 : 2000;
        int rings = random.Chance(0.3) ? 1 + random.Below(4) : 1;
        return new ImageJRoi(name, new Outline<PixelPoint>(Enumerable.Range(0, rings).Select(_ => new Polygon<PixelPoint>(
            Enumerable.Range(0, 3 + random.Below(40)).Select(_ => new PixelPoint(Coordinate(), Coordinate())).ToArray()))));

        double Coordinate()
        {
            double value = random.Uniform(-50, extent);
            return isWhole ? Math.Round(value) : (float)value;
        }
    }

    private static void WriteZip(string path, params (string Name, byte[] Bytes)[] entries)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream target = zip.CreateEntry(name).Open();
            target.Write(bytes);
        }
    }

    private static byte[] Bare(byte type, short left, short top, short right, short bottom)
    {
        var bytes = new byte[128];
        "Iout"u8.CopyTo(bytes);
        bytes[5] = 227;
        bytes[6] = type;
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(8), top);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(10), left);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(12), bottom);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(14), right);
        return bytes;
    }

    private static byte[] Composite(float[] path)
    {
        byte[] bytes = [.. Bare(1, 0, 0, 100, 100)[..64], .. new byte[4 * path.Length]];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(36), path.Length);
        for (int i = 0; i < path.Length; i++)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(64 + (4 * i)), path[i]);
        }

        return bytes;
    }
}
