using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Importing;
using DeepSlice.Metrics;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;

namespace DeepSlice.Tests.Importing;

public sealed class ImageImporterTests : IDisposable
{
    private static readonly ImportOptions Tenfold = new() { Binning = new Binning(10) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Slices_lie_in_the_middle_of_the_square_of_the_largest()
    {
        Save("wide", 200, 100, Square("cb", 20, 20, 60));
        Save("small", 80, 60, Square("cb", 10, 10, 30));
        ImportResult result = Import();

        result.Failures.ShouldBeEmpty();
        result.Dataset.Slices.Select(slice => slice.Id).ShouldBe(["small", "wide"]);
        result.Dataset.Slices.ShouldAllBe(slice => slice.Image.Size == new RasterSize(20, 20));
        SliceFrame small = result.Dataset.Slices[0].Frame;
        (small.OffsetX, small.OffsetY, small.OriginalSize).ShouldBe((6, 7, new RasterSize(80, 60)));
        result.Dataset.Slices[0].Image[5, 10].ShouldBe(0);
        result.Dataset.Slices[0].Image[6, 10].ShouldBe(500);
    }

    [Fact]
    public void An_outline_moves_with_the_padding_of_its_image()
    {
        Save("wide", 200, 100, Square("cb", 20, 20, 60));
        Raster<byte> labels = Import().Dataset.Slices[0].Regions!.Indices;

        labels.Pixels.Count((byte)1).ShouldBe(36);
        labels[2, 2 + 5].ShouldBe((byte)1);
        labels[7, 7 + 5].ShouldBe((byte)1);
        labels[8, 7 + 5].ShouldNotBe((byte)1);
    }

    [Fact]
    public void Numbered_outlines_are_one_region_and_the_first_region_wins_where_two_overlap()
    {
        Save("a", 200, 200, Square("cx-1", 0, 0, 50), Square("cx-2", 100, 100, 50), Square("hp", 40, 0, 50));
        RegionMap regions = Import().Dataset.Slices[0].Regions!;

        regions.Area(regions.Catalog.Find("hp")!).ShouldBe(25);
        regions.Area(regions.Catalog.Find("cx")!).ShouldBe(25 - 5 + 25);
    }

    [Fact]
    public void A_bad_file_among_many_is_named_and_the_others_are_imported()
    {
        Save("good", 100, 100, Square("cb", 20, 20, 40));
        Save("renamed", 100, 100, Square("cb", 20, 20, 40));
        File.WriteAllText(_folder["renamed.tif"], "this is text");
        Save("lines", 100, 100, Square("cb", 20, 20, 40));
        byte[] line = RoiEncoder.Encode(Square("cb", 20, 20, 40));
        line[6] = 5;
        File.Delete(_folder["lines.zip"]);
        File.WriteAllBytes(_folder["lines.roi"], line);
        Save("misnamed", 100, 100, Square("nose", 20, 20, 40));
        Save("elsewhere", 100, 100, Square("cb", 900, 900, 40));
        Save("lonely", 100, 100, Square("cb", 20, 20, 40));
        File.Delete(_folder["lonely.zip"]);
        File.WriteAllBytes(_folder["orphan.zip"], []);
        ImportResult result = Import();

        result.Dataset.Slices.Select(slice => slice.Id).ShouldBe(["good"]);
        result.Failures.Select(failure => Path.GetFileName(failure.Path))
            .ShouldBe(["elsewhere.tif", "lines.tif", "lonely.tif", "misnamed.tif", "orphan.zip", "renamed.tif"]);
        result.Failures[0].Reason.ShouldContain("100×100");
        result.Failures[1].Reason.ShouldContain("draw it as a polygon");
        result.Failures[2].Reason.ShouldContain("lonely.zip");
        result.Failures[3].Reason.ShouldContain("'nose'");
        result.Failures[5].Reason.ShouldContain("renamed.tif");
    }

    [Fact]
    public void A_roi_whose_second_header_lies_outside_the_file_leaves_the_other_images()
    {
        Save("good", 100, 100, Square("cb", 20, 20, 40));
        Save("damaged", 100, 100, Square("cb", 20, 20, 40));
        byte[] roi = RoiEncoder.Encode(Square("cb", 20, 20, 40));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(roi.AsSpan(RoiBytes.Header2), int.MaxValue);
        File.Delete(_folder["damaged.zip"]);
        File.WriteAllBytes(_folder["damaged.roi"], roi);
        ImportResult result = Import();

        result.Dataset.Slices.Select(slice => slice.Id).ShouldBe(["good"]);
        result.Failures.ShouldHaveSingleItem().Reason.ShouldContain("damaged.roi");
    }

    [Fact]
    public void Two_images_of_one_name_are_not_mixed_up()
    {
        Save("a", 100, 100, Square("cb", 20, 20, 40));
        File.Copy(_folder["a.tif"], _folder["a.tiff"]);
        ImportResult result = Import();

        result.Dataset.Slices.Count.ShouldBe(1);
        result.Failures.ShouldHaveSingleItem().Reason.ShouldContain("expected images of different names, got a second 'a'");
    }

    [Fact]
    public void Predicted_outlines_are_read_and_the_pictures_beside_them_are_no_images()
    {
        Save("a", 100, 100, Square("cb", 20, 20, 40));
        File.Move(_folder["a.zip"], _folder["a.rois.zip"]);
        Save("b.ome", 100, 100, Square("cb", 20, 20, 40));
        PngFile.Write(_folder["a.labels.png"], new Raster<byte>(10, 10));
        PngFile.Write(_folder["a.overlay.png"], new Raster<byte>(10, 10));
        ImportResult result = Import();

        result.Failures.ShouldBeEmpty();
        result.Dataset.Slices.Select(slice => slice.Id).ShouldBe(["a", "b"]);
        result.Dataset.Slices.ShouldAllBe(slice => slice.Regions!.Area(slice.Regions.Catalog.Find("cb")!) == 16);
    }

    [Theory]
    [InlineData("a.rois.zip")]
    [InlineData("a.roi")]
    [InlineData("A.zip")]
    public void A_second_file_of_outlines_is_named_and_neither_is_read(string second)
    {
        Save("a", 100, 100, Square("cb", 20, 20, 40));
        File.Copy(_folder["a.zip"], _folder[second]);
        Save("b", 100, 100, Square("cb", 20, 20, 40));
        ImportResult result = Import();

        result.Dataset.Slices.ShouldHaveSingleItem().Id.ShouldBe("b");
        string reason = result.Failures.ShouldHaveSingleItem().Reason;
        reason.ShouldContain(_folder["a.zip"]);
        reason.ShouldContain(_folder[second]);
        reason.ShouldContain("got 2; keep the right one");
    }

    [Fact]
    public void Progress_reaches_the_number_of_images()
    {
        Save("a", 100, 100, Square("cb", 20, 20, 40));
        Save("b", 100, 100, Square("cb", 20, 20, 40));
        var seen = new ProgressList();
        ImageImporter.Import(_folder.FullPath, _folder.FullPath, Tenfold, seen, TestContext.Current.CancellationToken);
        seen.Values.Order().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_cancelled_import_stops() =>
        Should.Throw<OperationCanceledException>(() =>
        {
            Save("a", 100, 100, Square("cb", 20, 20, 40));
            ImageImporter.Import(_folder.FullPath, _folder.FullPath, Tenfold, cancellationToken: new CancellationToken(canceled: true));
        });

    [Fact]
    public void Outlines_at_full_resolution_land_on_the_masks_of_the_original_project()
    {
        string rois = SharedData.Require("b31/B31-02.zip");
        SliceDataset original = NumPyDataset.Read(SharedData.Require("b31/features_labels_2d_64"), RegionCatalog.SagittalSix, first: 2);
        File.Copy(rois, _folder["B31-02.zip"]);

        // The image itself is not public; its size follows from where the original's padding ends.
        ImageFile.Write(_folder["B31-02.tif"], new Raster<ushort>(45 * 64, 73 * 64));
        SaveImage("widest", 84 * 64, 64);
        RoiSetFile.Write(_folder["widest.zip"], [Square("cb", 0, 0, 64)]);
        var options = new ImportOptions { Binning = new Binning(64), Preprocessing = new Preprocessing { Rule = RasterRule.EveryTouchedPixel } };
        Slice slice = ImageImporter.Import(_folder.FullPath, _folder.FullPath, options, cancellationToken: TestContext.Current.CancellationToken).Dataset.Slices[0];

        (slice.Frame.OffsetX, slice.Frame.OffsetY).ShouldBe((19, 5));
        var confusion = new RegionConfusion(slice.Regions!, original.Slices[1].Regions!);
        foreach (Region region in slice.Regions!.Catalog.Annotated)
        {
            confusion.Overlap(region).Dice.ShouldBeGreaterThan(0.985, region.Key);
        }
    }

    [Fact]
    public void Without_a_binning_tissue_is_brought_to_some_seventy_working_pixels()
    {
        SaveEllipse("brain", 1344, 500, 300);
        ImportResult result = ImageImporter.Import(_folder.FullPath, _folder.FullPath, new ImportOptions());

        result.Scale.Binning.Factor.ShouldBe(16); // the power of two beside 1000 / 68.9
        result.Scale.ToWords().ShouldStartWith("binned by 16 to 84×84, pixel size unknown: its tissue is");
        OtherWarnings(result).ShouldBeEmpty();
    }

    [Fact]
    public void Tissue_that_becomes_too_small_to_segment_is_warned_of_with_the_binning_that_fits()
    {
        SaveEllipse("brain", 1344, 500, 300);
        ImportResult result = ImageImporter.Import(_folder.FullPath, _folder.FullPath, new ImportOptions { Binning = new Binning(64) });

        result.Dataset.Slices[0].Image.Size.ShouldBe(new RasterSize(21, 21));
        OtherWarnings(result).ShouldHaveSingleItem().ShouldStartWith("expected tissue at least 40 working pixels long, got 17 in slice 'brain' at binning 64; import again with --binning 16");
    }

    [Theory]
    [InlineData(10_000u, 10_001u, 1.0, null)]
    [InlineData(10_000u, 20_000u, null, "expected images of one pixel size, got 1 µm in a and 0.5 µm in b")]
    [InlineData(10_000u, 0u, 1.0, "expected a pixel size in every image, got none in b and 1 of 2 in all")]
    public void Pixel_sizes_that_differ_by_rounding_are_one_and_others_are_named(uint first, uint second, double? expected, string? warning)
    {
        foreach ((string id, uint perCentimetre) in new[] { ("a", first), ("b", second) })
        {
            File.WriteAllBytes(_folder[id + ".tif"], TiffFixture.Make(100, 100, [new byte[10_000]], unit: 3, pixelsPerUnit: perCentimetre));
            RoiSetFile.Write(_folder[id + ".zip"], [Square("cb", 20, 20, 60)]);
        }

        ImportResult result = Import();

        result.Dataset.MicrometresPerPixel.ShouldBe(expected);
        if (warning is null)
        {
            OtherWarnings(result).ShouldBeEmpty();
        }
        else
        {
            OtherWarnings(result).ShouldHaveSingleItem().ShouldContain(warning);
        }
    }

    // These slices have one region only, and some are black.
    private static IEnumerable<string> OtherWarnings(ImportResult result) =>
        result.Warnings.Where(warning => !warning.StartsWith("expected many slices of every region", StringComparison.Ordinal) && !warning.StartsWith("expected images with tissue", StringComparison.Ordinal));

    private void SaveEllipse(string name, int side, double longRadius, double shortRadius)
    {
        var image = new Raster<ushort>(side, side);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                (double u, double v) = ((x - (side / 2.0)) / longRadius, (y - (side / 2.0)) / shortRadius);
                image.Row(y)[x] = (ushort)((u * u) + (v * v) <= 1 ? 3000 : 100);
            }
        }

        ImageFile.Write(_folder[name + ".tif"], image);
        RoiSetFile.Write(_folder[name + ".zip"], [Square("cb", side / 2, side / 2, 100)]);
    }

    private static ImageJRoi Square(string name, double x, double y, double side) =>
        new(name, new Outline<PixelPoint>([new Polygon<PixelPoint>([new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side)])]));

    private ImportResult Import() =>
        ImageImporter.Import(_folder.FullPath, _folder.FullPath, Tenfold, cancellationToken: TestContext.Current.CancellationToken);

    private void Save(string id, int width, int height, params ImageJRoi[] rois)
    {
        SaveImage(id, width, height);
        RoiSetFile.Write(_folder[id + ".zip"], rois);
    }

    private void SaveImage(string id, int width, int height)
    {
        var image = new Raster<ushort>(width, height);
        image.Pixels.Fill(500);
        ImageFile.Write(_folder[id + ".tif"], image);
    }

    private sealed class ProgressList : IProgress<ImportProgress>
    {
        private readonly List<int> _done = [];

        public IReadOnlyList<int> Values => _done;

        public void Report(ImportProgress value)
        {
            lock (_done)
            {
                _done.Add(value.Done);
            }
        }
    }
}
