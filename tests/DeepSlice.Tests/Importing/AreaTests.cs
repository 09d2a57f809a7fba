using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Importing;
using DeepSlice.Metrics;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Importing;

/// <summary>Shapes of known area, drawn, imported, traced, saved and read again.</summary>
public sealed class AreaTests : IDisposable
{
    private const int SideInWorkingPixels = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(25)]
    [InlineData(64)]
    public void Label_maps_and_outlines_have_the_drawn_areas_at_any_binning(int binning)
    {
        // Sizes in working pixels; no edge is parallel to the grid, where a row of centres is in or out as a whole. An ellipse has the area πab, its polygon a little less.
        (string Key, Polygon<PixelPoint> Drawn, double Area)[] shapes =
        [
            ("cb", Ellipse(16.3, 15.1, 12.4, 8.2, 0.4, binning), Math.PI * 12.4 * 8.2 * binning * binning),
            ("cx", Ellipse(42.7, 18.2, 10.6, 10.6, 0, binning), Math.PI * 10.6 * 10.6 * binning * binning),
            ("th", Ring(binning, (6.2, 34.1), (24.7, 30.3), (27.9, 52.6), (9.4, 56.4)), 424.71 * binning * binning),
            ("mb", Ring(binning, (33.3, 36.2), (55.6, 33.1), (37.8, 57.7)), 246.7 * binning * binning),
        ];
        Save(binning, shapes.Select(shape => new ImageJRoi(shape.Key, new Outline<PixelPoint>([shape.Drawn]))));
        var options = new ImportOptions { Binning = new Binning(binning) };

        Slice slice = ImageImporter.Import(_folder.FullPath, _folder.FullPath, options, cancellationToken: TestContext.Current.CancellationToken).Dataset.Slices.ShouldHaveSingleItem();
        RoiSetFile.Write(_folder["found.zip"], [.. RegionOutline.Trace(slice.Regions!, slice.Frame).Select(outline => outline.ToRoi())]);

        IReadOnlyList<RegionMeasurement> measured = RegionMeasurement.Measure(slice, slice.Regions!, null, new double?[slice.Regions!.Catalog.Count]);
        IReadOnlyList<ImageJRoi> found = RoiSetFile.Read(_folder["found.zip"]).Rois;
        found.Select(roi => roi.Name).Order().ShouldBe(["cb", "cx", "mb", "th"]);
        foreach ((string key, Polygon<PixelPoint> drawn, double area) in shapes)
        {
            Math.Abs(drawn.SignedArea).ShouldBe(area, area * 0.001, key);
            measured.Single(region => region.Region.Key == key).AreaPixels.ShouldBe(area, area * 0.02, $"{key} in regions.csv");
            found.Single(roi => roi.Name == key).Outline.Rings.Sum(ring => ring.SignedArea).ShouldBe(area, area * 0.02, $"{key} outlined");
        }
    }

    private void Save(int binning, IEnumerable<ImageJRoi> rois)
    {
        var image = new Raster<byte>(SideInWorkingPixels * binning, SideInWorkingPixels * binning);
        image.Pixels.Fill(90);
        image[3, 3] = 200;
        PngFile.Write(_folder["a.png"], image);
        RoiSetFile.Write(_folder["a.zip"], [.. rois]);
    }

    private static Polygon<PixelPoint> Ellipse(double x, double y, double a, double b, double angle, int binning)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return new Polygon<PixelPoint>(Enumerable.Range(0, 200).Select(i =>
        {
            (double v, double u) = Math.SinCos(2 * Math.PI * i / 200);
            return new PixelPoint(binning * (x + (a * u * cos) - (b * v * sin)), binning * (y + (a * u * sin) + (b * v * cos)));
        }));
    }

    private static Polygon<PixelPoint> Ring(int binning, params (double X, double Y)[] vertices) =>
        new(vertices.Select(vertex => new PixelPoint(binning * vertex.X, binning * vertex.Y)));
}
