using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Cli;

namespace DeepSlice.Tests.Formats;

/// <summary>ImageJ itself reads the ROIs and overlays that DeepSlice writes; skipped where it is not installed.</summary>
public sealed class ImageJTests : IDisposable
{
    private const string Jar = "/usr/share/java/ij.jar";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ImageJ_reads_names_colours_holes_and_areas_of_any_roi()
    {
        var red = new RegionColor(0xD5, 0x5E, 0x00);
        ImageJRoi[] rois =
        [
            new("square", new Outline<PixelPoint>([Box(10, 20, 30, 12)])) { Color = red },
            new("Großhirn, links", new Outline<PixelPoint>([Circle(60.25, 80.5, 31.7, 300)])) { Color = new RegionColor(0, 1, 255), Classification = "Kleinhirn-ä" },
            new("hole", new Outline<PixelPoint>([Box(10, 10, 90, 70), Box(30, 30, 20, 10)])) { Color = red },
            new("islands", new Outline<PixelPoint>([Circle(100, 100, 40.3, 90), Circle(300.5, 90, 20.2, 50), Circle(100, 100, 9.6, 40)])),
            new("far", new Outline<PixelPoint>([Circle(51_000.5, 47_000.25, 60.4, 500)])) { Color = red },
            new("far hole", new Outline<PixelPoint>([Circle(51_000.5, 300.25, 60.4, 500), Circle(51_000.5, 300.25, 20, 100)])),
            new("across", new Outline<PixelPoint>([Box(32_700, 32_600, 200, 300)])) { Color = red },
            new("long", new Outline<PixelPoint>([Circle(700, 700, 600.1, 40_000)])),
            new("longer", new Outline<PixelPoint>([Circle(700, 700, 600.1, 70_000)])),
        ];
        RoiSetFile.Write(_folder["a.zip"], rois);

        RequireSame(rois, ReadByImageJ(_folder["a.zip"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    public void ImageJ_reads_the_outlines_of_whole_slices(int binning)
    {
        Slice slice = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = 84 }, seed: 8).Slices[0];
        SliceFrame frame = slice.Frame with { Binning = new Binning(binning), OffsetX = 3, OffsetY = 1 };
        ImageJRoi[] rois = [.. RegionOutline.Trace(slice.Regions!, frame).Select(outline => outline.ToRoi())];
        RoiSetFile.Write(_folder["a.zip"], rois);

        RequireSame(rois, ReadByImageJ(_folder["a.zip"]));
    }

    [Fact]
    public void ImageJ_reads_what_predict_has_written()
    {
        CliProcess.Run("phantom", "--count", "1", "--size", "84", "--output", _folder["slices"]).ExitCode.ShouldBe(0);
        CliProcess run = CliProcess.Run("predict", "--overlay", "--input", _folder["slices"], "--output", _folder["found"]);
        run.ExitCode.ShouldBe(0, run.Error);
        string zip = Directory.GetFiles(_folder["found"], "*.rois.zip").ShouldHaveSingleItem();

        IReadOnlyList<ImageJRoi> rois = RoiSetFile.Read(zip).Rois;
        rois.ShouldAllBe(roi => roi.Color == RegionCatalog.SagittalSix.Find(roi.Name)!.Color && roi.Classification == roi.Name);
        string[] lines = ReadByImageJ(zip);
        RequireSame(rois, lines);

        // What QuPath reads from the properties is what its GeoJSON says; no position and no group, whose colour would replace that of the region.
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(_folder["found/phantom-000.geojson"]));
        string[] inGeoJson = [.. json.RootElement.GetProperty("features").EnumerateArray().Select(Words)];
        lines.Select(line => string.Join(' ', line.Split('\t')[6..])).ShouldBe(inGeoJson);

        string[] overlay = ReadByImageJ(_folder["found/phantom-000.overlay.tif"]);
        overlay[0].ShouldStartWith("84\t84\t32\t");
        Raster<byte> labels = PngFile.ReadIndices(_folder["found/phantom-000.labels.png"]);
        overlay.Length.ShouldBe(1 + rois.Count);
        foreach (string[] fields in overlay[1..].Select(line => line.Split('\t')))
        {
            Number(fields[3]).ShouldBe(labels.Pixels.Count(RegionCatalog.SagittalSix.Find(fields[0])!.Index), 1, fields[0]);
        }
    }

    [Fact]
    public void ImageJ_opens_an_overlay_in_place_with_scale_values_and_display_range()
    {
        Slice slice = PhantomGenerator.GenerateDataset(1, new PhantomOptions { SizePixels = 150 }, seed: 8).Slices[0];
        ImageJRoi[] rois = [.. RegionOutline.Trace(slice.Regions!, SliceFrame.Identity(slice.Image.Size)).Select(outline => outline.ToRoi())];
        File.WriteAllBytes(_folder["a.overlay.tif"], ImageJOverlayFile.Encode(slice.Image, 12.5, 900, 20.8, rois));

        string[] lines = ReadByImageJ(_folder["a.overlay.tif"]);
        string[] image = lines[0].Split('\t');
        image[..3].ShouldBe(["150", "150", "32"]);
        Number(image[3]).ShouldBe(slice.Image.Pixels.ToArray().Sum(value => (double)value), 1e-3);
        Number(image[4]).ShouldBe(20.8, 1e-9);
        Number(image[5]).ShouldBe(20.8, 1e-9);
        image[6].ShouldBe("micron");
        (Number(image[7]), Number(image[8])).ShouldBe((12.5, 900));
        RequireSame(rois, lines[1..]);
    }

    private static string Words(JsonElement feature)
    {
        JsonElement properties = feature.GetProperty("properties");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{properties.GetProperty("name")} {feature.GetProperty("id")} {properties.GetProperty("measurements").GetProperty("DeepSlice area px^2").GetDouble()} 0 0");
    }

    /// <summary>The same names, colours, classes, and pixels, of which those may differ whose centre is on the border itself.</summary>
    private static void RequireSame(IReadOnlyList<ImageJRoi> rois, string[] lines)
    {
        lines.Length.ShouldBe(rois.Count);
        for (int i = 0; i < lines.Length; i++)
        {
            string[] fields = lines[i].Split('\t');
            (long count, double x, double y, double border) = Pixels(rois[i].Outline);
            fields[0].ShouldBe(rois[i].Name);
            fields[1].ShouldBe(rois[i].Color is { } color ? "ff" + color.ToString()[1..] : "", rois[i].Name);
            fields[2].ShouldBe(rois[i].Classification ?? "null", rois[i].Name);
            Number(fields[3]).ShouldBe(count, 1 + (border / 50), rois[i].Name);
            (Number(fields[4]) / Number(fields[3])).ShouldBe(x, 0.1, rois[i].Name);
            (Number(fields[5]) / Number(fields[3])).ShouldBe(y, 0.1, rois[i].Name);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] ReadByImageJ(string path)
    {
        bool isInstalled = File.Exists(Jar) && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "javac")));
        Assert.SkipUnless(isInstalled, $"ImageJ ({Jar}) or a Java compiler is not installed: apt-get install imagej default-jdk-headless");
        var start = new ProcessStartInfo("java", ["-Djava.awt.headless=true", "-cp", Jar, Path.Combine(AppContext.BaseDirectory, "Data", "imagej", "ReadRois.java"), path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string[] lines = process.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n');
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.GetAwaiter().GetResult());
        return lines[1..];
    }

    /// <summary>Number of pixels whose centre is inside, their mean column and row, and the length of the border.</summary>
    private static (long Count, double X, double Y, double Border) Pixels(Outline<PixelPoint> outline)
    {
        PixelPoint[] points = [.. outline.Rings.SelectMany(ring => ring.Vertices)];
        (double left, double top) = (Math.Floor(points.Min(point => point.X)), Math.Floor(points.Min(point => point.Y)));
        var mask = new Raster<byte>((int)Math.Ceiling(points.Max(point => point.X) - left) + 1, (int)Math.Ceiling(points.Max(point => point.Y) - top) + 1);
        PolygonRasterizer.Fill(outline.Map(point => new BinnedPoint(point.X - left, point.Y - top)), RasterRule.PixelCentre, mask, 1);
        (long count, double x, double y) = (0, 0, 0);
        for (int row = 0; row < mask.Height; row++)
        {
            for (int column = 0; column < mask.Width; column++)
            {
                if (mask[column, row] != 0)
                {
                    count++;
                    x += left + column;
                    y += top + row;
                }
            }
        }

        return (count, x / count, y / count, outline.Rings.Sum(Length));
    }

    private static double Length(Polygon<PixelPoint> ring) =>
        ring.Vertices.Select((vertex, i) => (vertex, ring.Vertices[(i + 1) % ring.Vertices.Length])).Sum(edge => double.Hypot(edge.Item2.X - edge.vertex.X, edge.Item2.Y - edge.vertex.Y));

    private static Polygon<PixelPoint> Box(double x, double y, double width, double height) =>
        new([new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height)]);

    private static Polygon<PixelPoint> Circle(double x, double y, double radius, int vertices) => new(Enumerable.Range(0, vertices).Select(i =>
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * i / vertices);
        return new PixelPoint(x + (radius * cos), y + (radius * sin));
    }));
}
