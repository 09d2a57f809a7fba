using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Importing;
using DeepSlice.Networks;
using DeepSlice.Reports;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

/// <summary>Files as labs have them, from the folder to the table.</summary>
public sealed class ImageReadingTests : IDisposable
{
    // Of the size of the tests' model.
    private const int Width = 30;
    private const int Height = 26;

    private readonly TemporaryFolder _folder = new();
    private readonly SegmentationModel _model = TestModel.Create(binning: 1);

    public ImageReadingTests()
    {
        Directory.CreateDirectory(_folder["in"]);
        Directory.CreateDirectory(_folder["dark"]);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Brightfield_is_predicted_as_its_inverse_and_named()
    {
        ImageFile.Write(_folder["dark/a.tif"], BrightfieldSlice.Fluorescence(Width, Height, seed: 1));
        ImageFile.Write(_folder["in/a.tif"], BrightfieldSlice.Brightfield(Width, Height, seed: 1));
        byte[] expected = LabelsOf("dark");

        PredictedSlice recognised = Predict("in").Slices.ShouldHaveSingleItem();
        recognised.Scale.Warning.ShouldNotBeNull().ShouldContain("a bright background: the image was inverted");
        Labels().ShouldBe(expected);
        File.ReadAllText(_folder["found/run.json"]).ShouldContain("the image was inverted");

        Predict("in", new Preprocessing { Background = SliceBackground.Bright }).Slices.Single().Scale.Warning.ShouldBeNull();
        Labels().ShouldBe(expected);
        File.ReadAllText(_folder["found/run.json"]).ShouldContain("\"background\": \"bright\"");

        Predict("in", new Preprocessing { Background = SliceBackground.Dark });
        Labels().ShouldNotBe(expected);
    }

    [Fact]
    public void The_background_that_a_model_was_trained_with_is_repeated()
    {
        ImageFile.Write(_folder["dark/a.tif"], BrightfieldSlice.Fluorescence(Width, Height, seed: 1));
        ImageFile.Write(_folder["in/a.tif"], BrightfieldSlice.Brightfield(Width, Height, seed: 1));
        byte[] expected = LabelsOf("dark");
        using SegmentationModel trained = TestModel.Create(binning: 1);
        SegmentationModel bright = trained with { Preprocessing = trained.Preprocessing with { Background = SliceBackground.Bright } };
        Predict("in", model: bright).Slices.Single().Scale.Warning.ShouldBeNull();
        Labels().ShouldBe(expected);
    }

    [Fact]
    public void Imported_brightfield_is_inverted_and_the_dataset_says_so()
    {
        Annotate("in/a", BrightfieldSlice.Brightfield(Width, Height, seed: 1));
        Annotate("in/b", BrightfieldSlice.Brightfield(Width, Height, seed: 2));
        ImportResult result = ImageImporter.Import(_folder["in"], _folder["in"], new ImportOptions { Binning = Binning.None });
        result.Failures.ShouldBeEmpty();
        result.Warnings.ShouldContain(warning => warning.StartsWith("a, b: a bright background: the image was inverted", StringComparison.Ordinal));
        result.Dataset.Preprocessing.Background.ShouldBe(SliceBackground.Bright);
        Raster<float> image = result.Dataset.Slices[0].Image;
        image[15, 15].ShouldBeGreaterThan(image[15, 3]);
        DatasetFolder.Write(_folder["dataset"], result.Dataset);
        DatasetFolder.Read(_folder["dataset"]).Preprocessing.ShouldBe(result.Dataset.Preprocessing);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("green", false)]
    [InlineData("Green", false)]
    public void Of_an_image_in_colour_a_channel_is_chosen_by_its_colour(string? channel, bool isWarned)
    {
        Raster<float> green = BrightfieldSlice.Fluorescence(Width, Height, seed: 1);
        ImageFile.Write(_folder["dark/a.tif"], green);
        PngFile.Write(_folder["in/a.png"], green.Map(value => new RegionColor(0, (byte)value, 0)));
        byte[] expected = LabelsOf("dark");

        PredictedSlice slice = Predict("in", channel is null ? null : new Preprocessing { ChannelName = channel }).Slices.ShouldHaveSingleItem();
        (slice.Scale.Warning?.Contains("the mean of red, green and blue was used", StringComparison.Ordinal) ?? false).ShouldBe(isWarned, slice.Scale.Warning);
        if (!isWarned)
        {
            Labels().ShouldBe(expected);
        }
    }

    [Fact]
    public void A_grey_image_saved_as_RGB_needs_no_word()
    {
        PngFile.Write(_folder["in/a.png"], BrightfieldSlice.Fluorescence(Width, Height, seed: 1).Map(value => new RegionColor((byte)value, (byte)value, (byte)value)));
        Predict("in").Slices.ShouldHaveSingleItem().Scale.Warning.ShouldBeNull();
    }

    [Fact]
    public void Of_channels_that_nobody_chose_the_first_is_named()
    {
        byte[] first = [.. BrightfieldSlice.Fluorescence(Width, Height, seed: 1).Pixels.ToArray().Select(value => (byte)value)];
        File.WriteAllBytes(_folder["in/a.tif"], TiffFixture.Make(Width, Height, [first, new byte[Width * Height]], "ImageJ=1.54f\nimages=2\nchannels=2\n"));
        Predict("in").Slices.ShouldHaveSingleItem().Scale.Warning.ShouldBe("the file has 2 channels, channel 0 was used; choose by --channel");
    }

    [Fact]
    public void Animals_of_sub_folders_are_in_the_table()
    {
        foreach (string name in (string[])["in/s0", "in/mouse1/s1", "in/mouse2/s1"])
        {
            ImageFile.Write(_folder[name + ".tif"], BrightfieldSlice.Fluorescence(Width, Height, seed: 1));
        }

        Predict("in").Warnings.ShouldHaveSingleItem().ShouldContain("--recursive");
        PredictionWorkflowResult result = Predict("in", recursive: true);
        result.Slices.Select(slice => (slice.Id, slice.Animal)).ShouldBe([("mouse1_s1", "mouse1"), ("mouse2_s1", "mouse2"), ("s0", "")]);
        string[] lines = File.ReadAllLines(_folder["found/regions.csv"]);
        lines[0].ShouldEndWith(",animal,damaged_fraction,slice_damaged_fraction");
        lines.Count(line => line.StartsWith("mouse1_s1,", StringComparison.Ordinal) && line.EndsWith(",mouse1,,", StringComparison.Ordinal)).ShouldBe(7);
        File.Exists(_folder["found/mouse2_s1.labels.png"]).ShouldBeTrue();
    }

    [Fact]
    public void Sub_folders_are_imported_on_request()
    {
        Annotate("in/mouse1/s1", BrightfieldSlice.Fluorescence(Width, Height, seed: 1));
        Annotate("in/mouse2/s1", BrightfieldSlice.Fluorescence(Width, Height, seed: 2));
        var options = new ImportOptions { Binning = Binning.None, Recursive = true };
        ImportResult result = ImageImporter.Import(_folder["in"], _folder["in"], options);
        result.Failures.ShouldBeEmpty();
        result.Dataset.Slices.Select(slice => slice.Id).ShouldBe(["mouse1_s1", "mouse2_s1"]);
    }

    [Fact]
    public void An_outline_of_an_image_that_cannot_be_read_is_not_said_to_have_none()
    {
        Annotate("in/a", BrightfieldSlice.Fluorescence(Width, Height, seed: 1));
        File.WriteAllText(_folder["in/b.czi"], "ZISRAWFILE");
        File.Copy(_folder["in/a.zip"], _folder["in/b.zip"]);
        ImportResult result = ImageImporter.Import(_folder["in"], _folder["in"], new ImportOptions { Binning = Binning.None });
        result.Dataset.Slices.ShouldHaveSingleItem();
        result.Failures.ShouldHaveSingleItem().Reason.ShouldContain("got a Zeiss CZI file");
    }

    private void Annotate(string name, Raster<float> image)
    {
        ImageFile.Write(_folder[name + ".tif"], image);
        RoiSetFile.Write(_folder[name + ".zip"], [new ImageJRoi("cb", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(10, 10), new(20, 10), new(20, 20)])]))]);
    }

    private byte[] LabelsOf(string input)
    {
        Predict(input).Failures.ShouldBeEmpty();
        return Labels();
    }

    private byte[] Labels() => PngFile.ReadIndices(_folder["found/a.labels.png"]).Pixels.ToArray();

    private PredictionWorkflowResult Predict(string input, Preprocessing? reading = null, bool recursive = false, SegmentationModel? model = null)
    {
        var options = new PredictionWorkflowOptions { Binning = Binning.None, Reading = reading, Recursive = recursive };
        return PredictionWorkflow.Run(model ?? _model, [_folder[input]], _folder["found"], options, cancellationToken: TestContext.Current.CancellationToken);
    }
}
