using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Formats;

public sealed class DatasetFolderTests
{
    [Fact]
    public void A_data_set_comes_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = Example();

        DatasetFolder.Write(folder["set"], dataset);
        SliceDataset read = DatasetFolder.Read(folder["set"]);

        read.Binning.ShouldBe(dataset.Binning);
        read.MicrometresPerPixel.ShouldBe(0.65);
        read.Provenance.ShouldBe(dataset.Provenance);
        read.Catalog.Regions.ShouldBe(dataset.Catalog.Regions);
        read.Slices.Select(slice => slice.Id).ShouldBe(dataset.Slices.Select(slice => slice.Id));
        foreach ((Slice found, Slice expected) in read.Slices.Zip(dataset.Slices))
        {
            found.Image.Pixels.SequenceEqual(expected.Image.Pixels).ShouldBeTrue(expected.Id);
            found.Frame.ShouldBe(expected.Frame);
            found.Split.ShouldBe(expected.Split);
            (found.Regions is null).ShouldBe(expected.Regions is null);
            found.Regions?.Indices.Pixels.SequenceEqual(expected.Regions!.Indices.Pixels).ShouldBeTrue(expected.Id);
        }

        Directory.GetFileSystemEntries(folder.FullPath).ShouldHaveSingleItem("no temporary folder may be left");
    }

    [Fact]
    public void Slices_that_cannot_be_read_are_listed_and_the_others_read()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        File.WriteAllText(folder["set/images/ä-2.tif"], "no image");
        List<FileFailure> failures = [];

        DatasetFolder.Read(folder["set"], failures).Slices.ShouldHaveSingleItem().Id.ShouldBe("slice one");
        failures.ShouldHaveSingleItem().Reason.ShouldContain("ä-2.tif");
        Should.Throw<InvalidDataException>(() => DatasetFolder.Read(folder["set"])).Message.ShouldContain("ä-2.tif");

        File.WriteAllText(folder["set/labels/slice one.png"], "no image");
        Should.Throw<InvalidDataException>(() => DatasetFolder.Read(folder["set"], new List<FileFailure>())).Message.ShouldContain("slice one.png");
        Should.Throw<OperationCanceledException>(() => DatasetFolder.Read(folder["set"], failures, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Slices_that_come_one_by_one_make_the_same_data_set_and_their_ids_must_differ()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = Example();
        DatasetFolder.Write(folder["set"], dataset);
        DatasetFolder.Write(folder["row"], dataset with { Slices = [] }, dataset.Slices);

        File.ReadAllText(Path.Combine(folder["row"], "dataset.json")).ShouldBe(File.ReadAllText(Path.Combine(folder["set"], "dataset.json")));
        Should.Throw<ArgumentException>(() => DatasetFolder.Write(folder["twice"], dataset with { Slices = [] }, [dataset.Slices[0], dataset.Slices[0]]))
            .Message.ShouldContain($"got '{dataset.Slices[0].Id}' twice");
        Directory.GetFileSystemEntries(folder.FullPath).Length.ShouldBe(2, "no temporary folder may be left");
    }

    [Fact]
    public void The_document_reads_as_the_format_says()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());

        string json = File.ReadAllText(Path.Combine(folder["set"], "dataset.json"));

        json.ShouldContain("\"format\": \"deepslice-dataset\"");
        json.ShouldContain("\"micrometresPerPixel\": 0.65");
        json.ShouldContain("\"key\": \"cb\"");
        json.ShouldContain("\"color\": \"#e69f00\"");
        json.ShouldContain("\"split\": \"test\"");
        File.Exists(Path.Combine(folder["set"], "images", "slice one.tif")).ShouldBeTrue();
        File.Exists(Path.Combine(folder["set"], "labels", "slice one.png")).ShouldBeTrue();
        File.Exists(Path.Combine(folder["set"], "labels", "ä-2.png")).ShouldBeFalse("it has no annotation");
    }

    [Fact]
    public void An_earlier_data_set_is_replaced_and_anything_else_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = Example();
        DatasetFolder.Write(folder["set"], dataset);
        DatasetFolder.Write(folder["set"], dataset with { Slices = [dataset.Slices[0]] });
        DatasetFolder.Read(folder["set"]).Slices.Count.ShouldBe(1);

        Directory.CreateDirectory(folder["holiday"]);
        File.WriteAllText(Path.Combine(folder["holiday"], "photo.txt"), "sea");
        Should.Throw<IOException>(() => DatasetFolder.Write(folder["holiday"], dataset)).Message.ShouldContain("expected an empty or new folder");
        File.ReadAllText(Path.Combine(folder["holiday"], "photo.txt")).ShouldBe("sea");
        Directory.GetDirectories(folder.FullPath).Length.ShouldBe(2);
    }

    [Fact]
    public void A_data_set_with_something_else_beside_it_is_not_replaced()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        Directory.CreateDirectory(Path.Combine(folder["set"], "run1"));

        Should.Throw<IOException>(() => DatasetFolder.RequireReplaceable(folder["set"])).Message.ShouldContain("got 'run1' beside them; choose another folder");
        Should.Throw<IOException>(() => DatasetFolder.Write(folder["set"], Example()));
        Directory.Exists(Path.Combine(folder["set"], "run1")).ShouldBeTrue();
        DatasetFolder.Read(folder["set"]).Slices.Count.ShouldBe(2);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_earlier_data_set_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = Example();
        DatasetFolder.Write(folder["set"], dataset);
        string[] before = FilesIn(folder["set"]);

        Should.Throw<InvalidOperationException>(() => DatasetFolder.Write(folder["set"], dataset with { Slices = [] }, Failing(dataset.Slices[0])));
        Should.Throw<InvalidOperationException>(() => DatasetFolder.Write(folder["new/set"], dataset with { Slices = [] }, Failing(dataset.Slices[0])));

        DatasetFolder.Read(folder["set"]).Slices.Count.ShouldBe(2);
        FilesIn(folder["set"]).ShouldBe(before);
        Directory.GetFileSystemEntries(folder.FullPath).ShouldHaveSingleItem();

        static IEnumerable<Slice> Failing(Slice slice)
        {
            yield return slice;
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Files_that_somebody_added_or_changed_stop_the_next_write_by_their_names()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = Example();
        DatasetFolder.Write(folder["set"], dataset);
        File.WriteAllText(folder["set/images/notes.txt"], "upside down");
        PngFile.Write(folder["set/labels/slice one.png"], new Raster<byte>(10, 9));

        string message = Should.Throw<IOException>(() => DatasetFolder.Write(folder["set"], dataset)).Message;
        message.ShouldContain("'images/notes.txt' beside them");
        message.ShouldContain("'labels/slice one.png' changed since");
        message.ShouldContain("--overwrite");
        PngFile.ReadIndices(folder["set/labels/slice one.png"]).Pixels.ToArray().ShouldAllBe(value => value == 0);

        DatasetFolder.Write(folder["set"], dataset, overwrite: true);
        File.ReadAllText(folder["set/images/notes.txt"]).ShouldBe("upside down");
        DatasetFolder.Read(folder["set"]).Slices[0].Regions!.Indices.Pixels.SequenceEqual(dataset.Slices[0].Regions!.Indices.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void A_document_that_was_edited_is_not_replaced()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        Edit(folder, "\"split\": \"train\"", "\"split\": \"test\"");

        Should.Throw<IOException>(() => DatasetFolder.RequireReplaceable(folder["set"])).Message.ShouldContain("'dataset.json' changed since");
        DatasetFolder.RequireReplaceable(folder["set"], overwrite: true);
    }

    [Fact]
    public void A_data_set_of_an_earlier_version_is_judged_by_the_age_of_its_files()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        File.Delete(folder["set/checksums.sha256"]);
        DatasetFolder.RequireReplaceable(folder["set"]);

        File.SetLastWriteTimeUtc(folder["set/labels/slice one.png"], File.GetLastWriteTimeUtc(folder["set/dataset.json"]).AddMinutes(1));
        Should.Throw<IOException>(() => DatasetFolder.RequireReplaceable(folder["set"])).Message.ShouldContain("'labels/slice one.png' changed since");
        File.SetLastWriteTimeUtc(folder["set/labels/slice one.png"], File.GetLastWriteTimeUtc(folder["set/dataset.json"]));
        File.WriteAllText(folder["set/labels/extra.png"], "");
        Should.Throw<IOException>(() => DatasetFolder.RequireReplaceable(folder["set"])).Message.ShouldContain("'labels/extra.png' beside them");
    }

    [Fact]
    public void Files_of_file_managers_and_of_killed_processes_count_as_nothing_and_stay()
    {
        using var folder = new TemporaryFolder();
        string[] names = [".DS_Store", "Thumbs.db", "desktop.ini", "._slice one.tif", "lost+found", ".0123456789abcdef0123456789abcdef.tmp"];
        foreach (string place in (string[])["set", "set/images", "set/labels"])
        {
            Directory.CreateDirectory(folder[place]);
            Array.ForEach(names, name => File.WriteAllText(Path.Combine(folder[place], name), "x"));
        }

        DatasetFolder.Write(folder["set"], Example());
        DatasetFolder.Write(folder["set"], Example());

        DatasetFolder.Read(folder["set"]).Slices.Count.ShouldBe(2);
        File.ReadAllText(folder["set/images/Thumbs.db"]).ShouldBe("x");
        File.Exists(folder["set/.DS_Store"]).ShouldBeTrue();
    }

    [Fact]
    public void A_link_is_followed_and_stays()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["disk"]);
        Directory.CreateSymbolicLink(folder["set"], "disk");

        DatasetFolder.Write(folder["set"], Example());
        DatasetFolder.Write(folder["set"], Example());

        new DirectoryInfo(folder["set"]).LinkTarget.ShouldBe("disk");
        DatasetFolder.Read(folder["disk"]).Slices.Count.ShouldBe(2);
    }

    [Fact]
    public void Images_carry_the_size_of_a_working_pixel()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        ImageFile.Inspect(folder["set/images/slice one.tif"]).MicrometresPerPixel!.Value.ShouldBe(64 * 0.65, 1e-4);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_pixel_size_that_is_no_length_is_refused(double size) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Preprocessing { MicrometresPerPixel = size });

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("ends.")]
    [InlineData("what?")]
    public void An_id_that_is_no_file_name_is_refused_in_writing_and_in_reading(string id)
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = Example();
        SliceDataset hostile = dataset with { Slices = [dataset.Slices[0] with { Id = id }] };
        Should.Throw<ArgumentException>(() => DatasetFolder.Write(folder["set"], hostile)).Message.ShouldContain("expected slice ids of");
        Directory.Exists(folder["set"]).ShouldBeFalse();

        DatasetFolder.Write(folder["set"], dataset);
        Edit(folder, "\"slice one\"", System.Text.Json.JsonSerializer.Serialize(id));
        Should.Throw<InvalidDataException>(() => DatasetFolder.Read(folder["set"])).Message.ShouldContain("got slice id");
    }

    [Theory]
    [InlineData("\"binning\": 64", "\"binning\": 0", "expected 1 to 4096")]
    [InlineData("\"binning\": 64", "\"binning\": 64, \"colour\": 1", "colour")]
    [InlineData("\"binning\": 64,", "", "binning")]
    [InlineData("\"micrometresPerPixel\": 0.65", "\"micrometresPerPixel\": 0", "greater than 0")]
    [InlineData("\"micrometresPerPixel\": 0.65", "\"micrometresPerPixel\": -1", "greater than 0")]
    [InlineData("\"slices\": [", "\"slices\": [ null,", "null in place of a slice")]
    [InlineData("\"version\": 1", "\"version\": 9", "version 9")]
    [InlineData("deepslice-dataset", "something-else", "something-else")]
    [InlineData("\"split\": \"test\"", "\"split\": \"exam\"", "split")]
    [InlineData("\"split\": \"test\"", "\"split\": 7", "split")]
    [InlineData("\"#e69f00\"", "\"orange\"", "#rrggbb")]
    [InlineData("\"key\": \"hp\"", "\"key\": \"cb\"", "twice")]
    [InlineData("\"originalWidth\": 512", "\"originalWidth\": -1", "1 or more")]
    [InlineData("\"originalWidth\": 512", "\"originalWidth\": 1", "expected zeros around an original of 1×500 pixels")]
    [InlineData("\"originalWidth\": 512", "\"originalWidth\": 448", "expected zeros around an original of 448×500 pixels")]
    [InlineData("\"originalWidth\": 512", "\"originalWidth\": 2000000", "expected an original within the image of 10×9, got one of 2000000×500 pixels")]
    [InlineData("\"originalWidth\": 512", "\"originalWidth\": 2147483647", "expected an original within the image")]
    [InlineData("\"offsetX\": 1", "\"offsetX\": 2147483647", "expected an original within the image")]
    [InlineData("\"offsetX\": 1", "\"offsetX\": -1", "expected an original within the image")]
    [InlineData("\"offsetX\": 1", "\"offsetX\": 0", "expected zeros around")]
    [InlineData("\"offsetY\": 0", "\"offsetY\": 2", "expected an original within the image")]
    [InlineData("\"id\": \"ä-2\"", "\"id\": \"slice one\"", "twice")]
    [InlineData("\"id\": \"ä-2\"", "\"id\": null", "id")]
    [InlineData("{", "", "dataset.json")]
    public void A_document_that_says_something_else_is_an_error_that_names_it(string found, string replacement, string reason)
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        Edit(folder, found, replacement);

        string message = Should.Throw<InvalidDataException>(() => DatasetFolder.Read(folder["set"])).Message;

        message.ShouldStartWith(Path.Combine(folder["set"], "dataset.json"));
        message.ShouldContain(reason);
    }

    [Fact]
    public void Labels_of_another_size_than_the_image_are_refused_with_both_sizes()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        string labels = Path.Combine(folder["set"], "labels", "slice one.png");
        PngFile.Write(labels, new Raster<byte>(11, 9));

        string message = Should.Throw<InvalidDataException>(() => DatasetFolder.Read(folder["set"])).Message;

        message.ShouldStartWith(labels);
        message.ShouldContain("expected labels of the image's size 10×9, got 11×9");
    }

    [Fact]
    public void A_label_that_the_catalogue_lacks_is_refused_with_its_place()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        string labels = Path.Combine(folder["set"], "labels", "slice one.png");
        var indices = new Raster<byte>(10, 9);
        indices[4, 3] = 8;
        PngFile.Write(labels, indices);

        Should.Throw<InvalidDataException>(() => DatasetFolder.Read(folder["set"])).Message.ShouldStartWith($"{labels}: expected region index 0 to 7, got 8 at (4, 3)");
    }

    [Fact]
    public void A_missing_image_and_a_folder_that_is_no_data_set_are_named()
    {
        using var folder = new TemporaryFolder();
        DatasetFolder.Write(folder["set"], Example());
        string image = Path.Combine(folder["set"], "images", "ä-2.tif");
        File.Delete(image);

        Should.Throw<FileNotFoundException>(() => DatasetFolder.Read(folder["set"])).Message.ShouldStartWith(image);
        Should.Throw<FileNotFoundException>(() => DatasetFolder.Read(folder["other"])).Message.ShouldContain("a dataset is a folder made by");
        DatasetFolder.IsDataset(folder["set"]).ShouldBeTrue();
        DatasetFolder.IsDataset(folder["other"]).ShouldBeFalse();
    }

    [Fact]
    public void A_slice_of_another_binning_than_its_data_set_is_a_mistake_of_the_caller()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<ArgumentException>(() => DatasetFolder.Write(folder["set"], Example() with { Preprocessing = new Preprocessing { Binning = new Binning(32) } })).Message.ShouldContain("got binning 64");
    }

    [Fact]
    public void A_frame_that_contradicts_its_image_is_not_written()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = Example();
        Slice slice = dataset.Slices[0];
        SliceDataset wide = dataset with { Slices = [slice with { Frame = slice.Frame with { OriginalSize = new RasterSize(2_000_000, 500) } }] };

        Should.Throw<ArgumentException>(() => DatasetFolder.Write(folder["set"], wide)).Message.ShouldContain("expected an original within the image of 10×9");
    }

    private static string[] FilesIn(string folder) => [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static void Edit(TemporaryFolder folder, string found, string replacement)
    {
        string path = Path.Combine(folder["set"], "dataset.json");
        string text = File.ReadAllText(path);
        int at = text.IndexOf(found, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"the document has {found}");
        File.WriteAllText(path, text[..at] + replacement + text[(at + found.Length)..]);
    }

    private static SliceDataset Example()
    {
        var random = new RandomStream(7);
        return new SliceDataset
        {
            Catalog = RegionCatalog.SagittalSix,
            Preprocessing = new Preprocessing
            {
                Binning = new Binning(64),
                MicrometresPerPixel = 0.65,
                Channel = 2,
                ChannelName = "DAPI",
                Plane = 3,
                Projection = StackProjection.Mean,
                Blur = true,
                Rule = RasterRule.PixelCentre,
            },
            Provenance = "drawn at random; \"quoted\" & µ",
            Slices = [Make("slice one", 10, 9, SliceSplit.Train, true), Make("ä-2", 12, 12, SliceSplit.Test, false)],
        };

        Slice Make(string id, int width, int height, SliceSplit split, bool isAnnotated) => new()
        {
            Id = id,
            Image = new Padding(new RasterSize(width - 2, 8), new RasterSize(width, height)).Pad(new Raster<float>(width - 2, 8).Map(_ => (float)random.Normal())),
            Regions = isAnnotated ? new RegionMap(RegionCatalog.SagittalSix, new Raster<byte>(width, height).Map(_ => (byte)random.Below(8))) : null,
            Frame = new SliceFrame
            {
                Binning = new Binning(64),
                OriginalSize = new RasterSize(64 * (width - 2), 500),
                WorkingSize = new RasterSize(width, height),
                OffsetX = 1,
                OffsetY = (height - 8) / 2,
            },
            Split = split,
        };
    }
}
