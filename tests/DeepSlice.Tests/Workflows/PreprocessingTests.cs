using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Importing;
using DeepSlice.Networks;
using DeepSlice.Reports;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Training;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

/// <summary>What import does to images is kept in the dataset and the model, and repeated by prediction.</summary>
public sealed class PreprocessingTests : IDisposable
{
    private const int Side = 40;

    private readonly TemporaryFolder _folder = new();
    private readonly SegmentationModel _model = TestModel.Create(binning: 1);

    public PreprocessingTests()
    {
        foreach (string name in (string[])["slices", "in", "single"])
        {
            Directory.CreateDirectory(_folder[name]);
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void From_import_to_the_model_nothing_of_the_record_is_lost()
    {
        foreach (string id in (string[])["a", "b"])
        {
            File.WriteAllBytes(_folder[$"slices/{id}.tif"], TwoChannels("DAPI", "NeuN", ofSlice: 0));
            RoiSetFile.Write(_folder[$"slices/{id}.zip"], [new ImageJRoi("cb", new Outline<PixelPoint>([new Polygon<PixelPoint>([new(5, 5), new(30, 5), new(30, 30)])]))]);
        }

        var wanted = new Preprocessing { ChannelName = "NeuN", Blur = true, Rule = RasterRule.PixelCentre, MicrometresPerPixel = 0.5 };
        ImportResult imported = ImageImporter.Import(_folder["slices"], _folder["slices"], new ImportOptions { Binning = new Binning(2), Preprocessing = wanted });
        imported.Failures.ShouldBeEmpty();
        DatasetFolder.Write(_folder["dataset"], imported.Dataset);
        SliceDataset dataset = DatasetFolder.Read(_folder["dataset"]);
        TrainingPlan plan = SmallRun.Plan with { Network = SmallRun.Plan.Network with { RegionCount = 8 }, Preprocessing = dataset.Preprocessing, Epochs = 1, BatchSize = 2 };
        var run = new RunFolder(_folder["run"]);
        TrainingWorkflow.Run(dataset, plan, run, null, TestContext.Current.CancellationToken);

        using SegmentationModel model = ModelFile.Read(run.ModelFile, DeepSlice.Native.Torch.Device.Cpu);
        model.Preprocessing.ShouldBe(wanted with { Binning = new Binning(2) });
        run.ReadPlan().Preprocessing.ShouldBe(model.Preprocessing);
        model.Provenance.Frame.ShouldBe(dataset.Slices[0].Image.Size);
    }

    [Fact]
    public void A_plan_of_another_binning_is_refused()
    {
        SliceDataset dataset = DeepSlice.Phantoms.PhantomGenerator.GenerateDataset(3, new DeepSlice.Phantoms.PhantomOptions { SizePixels = 32 }, seed: 2);
        TrainingPlan plan = TrainingPlanner.Plan(dataset) with { Preprocessing = new Preprocessing { Binning = new Binning(64) } };
        Should.Throw<ArgumentException>(() => TrainingWorkflow.Require(dataset, plan)).Message.ShouldContain("expected slices at binning 64 as in the plan, got a dataset at binning 1");
    }

    [Theory]
    [InlineData("DAPI", "NeuN", 1)]
    [InlineData("NeuN", "DAPI", 0)]
    public void The_channel_of_the_model_is_found_by_its_name(string first, string second, int expected)
    {
        File.WriteAllBytes(_folder["in/a.tif"], TwoChannels(first, second, ofSlice: 3));
        LabelsOf(_model with { Preprocessing = _model.Preprocessing with { Channel = 1, ChannelName = "NeuN" } }, "in/a.tif")
            .ShouldBe(LabelsOfChannel(expected));
    }

    [Fact]
    public void What_is_stated_goes_before_what_the_model_knows()
    {
        File.WriteAllBytes(_folder["in/a.tif"], TwoChannels("DAPI", "NeuN", ofSlice: 3));
        SegmentationModel model = _model with { Preprocessing = _model.Preprocessing with { Channel = 1, ChannelName = "NeuN" } };
        LabelsOf(model, "in/a.tif", new PredictionWorkflowOptions { Reading = new Preprocessing { Channel = 0 } }).ShouldBe(LabelsOfChannel(0));
    }

    [Fact]
    public void An_image_of_one_channel_is_taken_in_place_of_the_models_with_a_warning()
    {
        File.WriteAllBytes(_folder["in/a.tif"], TiffFixture.Make(Side, Side, [Channel(0, 3)]));
        PredictedSlice slice = Predict(_model with { Preprocessing = _model.Preprocessing with { Channel = 2 } }, "in/a.tif").Slices.ShouldHaveSingleItem();
        slice.Scale.Warning.ShouldNotBeNull().ShouldContain("expected channel 2, which the model was trained on, got an image of one channel");
    }

    [Fact]
    public void A_channel_that_no_image_has_is_refused_with_the_names_there_are()
    {
        File.WriteAllBytes(_folder["in/a.tif"], TwoChannels("DAPI", "NeuN", ofSlice: 3));
        PredictionWorkflowResult result = Predict(_model, "in/a.tif", new PredictionWorkflowOptions { Reading = new Preprocessing { ChannelName = "GFP" } });
        result.Failures.ShouldHaveSingleItem().Reason.ShouldContain("expected a channel of 0 to 1 (DAPI, NeuN), got channel 'GFP'");
    }

    [Fact]
    public void Of_a_stack_the_brightest_plane_is_taken_and_the_planes_are_named()
    {
        byte[] empty = new byte[Side * Side];
        const string Stack = "ImageJ=1.53\nimages=3\nslices=3\n";
        File.WriteAllBytes(_folder["in/a.tif"], TiffFixture.Make(Side, Side, [empty, Channel(0, 3), empty], Stack));
        PredictedSlice slice = Predict(_model, "in/a.tif").Slices.ShouldHaveSingleItem();
        slice.Scale.Warning.ShouldNotBeNull().ShouldContain("the file has 3 planes of 1 channel, the maximum projection was used");
        byte[] projected = PngFile.ReadIndices(_folder["found/a.labels.png"]).Pixels.ToArray();
        projected.ShouldBe(LabelsOfChannel(0));
        LabelsOf(_model, "in/a.tif", new PredictionWorkflowOptions { Reading = new Preprocessing { Plane = 1 } }).ShouldBe(projected);
    }

    [Fact]
    public void A_pixel_size_that_is_stated_goes_before_that_of_the_file()
    {
        File.WriteAllBytes(_folder["in/a.tif"], TiffFixture.Make(Side, Side, [Channel(0, 3)], unit: 3, pixelsPerUnit: 10_000)); // per cm: 1 µm
        using SegmentationModel model = TestModel.Create(binning: 4, micrometresPerPixel: 1);
        Predict(model, "in/a.tif").Slices.Single().Scale.ShouldSatisfyAllConditions(
            scale => scale.Binning.Factor.ShouldBe(4), scale => scale.MicrometresPerWorkingPixel.ShouldBe(4));
        Predict(model, "in/a.tif", new PredictionWorkflowOptions { MicrometresPerPixel = 2 }).Slices.Single().Scale.ShouldSatisfyAllConditions(
            scale => scale.Binning.Factor.ShouldBe(2), scale => scale.MicrometresPerWorkingPixel.ShouldBe(4));
    }

    private byte[] LabelsOf(SegmentationModel model, string input, PredictionWorkflowOptions? options = null)
    {
        Predict(model, input, options).Failures.ShouldBeEmpty();
        return PngFile.ReadIndices(_folder["found/a.labels.png"]).Pixels.ToArray();
    }

    private byte[] LabelsOfChannel(int channel)
    {
        File.WriteAllBytes(_folder["single/a.tif"], TiffFixture.Make(Side, Side, [Channel(channel, 3)]));
        return LabelsOf(_model, "single/a.tif");
    }

    private PredictionWorkflowResult Predict(SegmentationModel model, string input, PredictionWorkflowOptions? options = null)
    {
        options ??= new PredictionWorkflowOptions();
        if (options.MicrometresPerPixel is null && model.Preprocessing.MicrometresPerPixel is null)
        {
            options = options with { Binning = Binning.None };
        }

        return PredictionWorkflow.Run(model, [_folder[input]], _folder["found"], options, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static byte[] TwoChannels(string first, string second, ulong ofSlice) => TiffFixture.Make(Side, Side, [Channel(0, ofSlice), Channel(1, ofSlice)], $"""
        <?xml version="1.0"?><OME><Image><Pixels DimensionOrder="XYCZT" SizeC="2" SizeT="1" SizeX="{Side}" SizeY="{Side}" SizeZ="1">
        <Channel ID="0" Name="{first}"/><Channel ID="1" Name="{second}"/></Pixels></Image></OME>
        """);

    private static byte[] Channel(int channel, ulong slice) =>
        [.. TestModel.Noise(Side, Side, slice + (10 * (ulong)channel) + 1).Pixels.ToArray().Select(value => (byte)(value / 32))];
}
