using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Cli;
using DeepSlice.Tests.Formats;
using DeepSlice.Tests.Training;
using DeepSlice.Training;

namespace DeepSlice.Tests;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class DeepSliceModelTests
{
    private const int Side = 84;
    private const int Enlargement = 3;

    [Fact]
    public void It_gives_the_same_regions_and_outlines_as_the_predict_command()
    {
        using DeepSliceModel model = Shipped();
        using var folder = new TemporaryFolder();
        foreach (Slice phantom in Phantoms(3))
        {
            ImageFile.Write(folder[$"slices/{phantom.Id}.tif"], Enlarged(phantom.Image));
        }

        CliProcess.Run("predict", "--model", ShippedModels.Sagittal, "--input", folder["slices"], "--output", folder["found"], "--device", "cpu").ExitCode.ShouldBe(0);

        foreach (Slice phantom in Phantoms(3))
        {
            SegmentedSlice slice = model.Predict(folder[$"slices/{phantom.Id}.tif"]);
            slice.Regions.Indices.Pixels.ToArray().ShouldBe(PngFile.ReadIndices(folder[$"found/{phantom.Id}.labels.png"]).Pixels.ToArray());
            RoiSet rois = RoiSetFile.Read(folder[$"found/{phantom.Id}.rois.zip"]);
            slice.Outlines.Select(found => found.Region.Key).ShouldBe(rois.Rois.Select(roi => roi.Name));
            slice.Scale.Binning.Factor.ShouldBe(Enlargement);
        }
    }

    [Fact]
    public void An_image_in_memory_gives_the_regions_of_its_file()
    {
        using DeepSliceModel model = Shipped();
        using var folder = new TemporaryFolder();
        Raster<float> image = Enlarged(Phantoms(1)[0].Image);
        ImageFile.Write(folder["slice.tif"], image);

        SegmentedSlice inMemory = model.Predict(image);
        SegmentedSlice ofFile = model.Predict(folder["slice.tif"]);

        inMemory.Scale.ShouldBe(ofFile.Scale);
        inMemory.Frame.ShouldBe(ofFile.Frame);
        inMemory.Regions.Indices.Pixels.ToArray().Zip(ofFile.Regions.Indices.Pixels.ToArray()).Count(pair => pair.First != pair.Second).ShouldBeLessThan(3);
        inMemory.Confidence.ShouldNotBeNull().ShouldBe(ofFile.Confidence.ShouldNotBeNull(), 1e-3);
        foreach (RegionOutline found in inMemory.Outlines)
        {
            inMemory.ConfidenceOf(found.Region).ShouldNotBeNull().ShouldBeInRange(0, 1);
        }
    }

    [Fact]
    public void Values_that_are_not_finite_count_as_padding_and_the_image_stays_as_it_is()
    {
        using DeepSliceModel model = Shipped();
        Raster<float> image = Phantoms(1)[0].Image;
        Raster<float> clean = image.Map(value => value);
        image[0, 0] = float.NaN;
        clean[0, 0] = 0;

        SegmentedSlice slice = model.Predict(image, Binning.None);

        slice.Regions.Indices.Pixels.ToArray().ShouldBe(model.Predict(clean, Binning.None).Regions.Indices.Pixels.ToArray());
        float.IsNaN(image[0, 0]).ShouldBeTrue();
    }

    [Fact]
    public void A_wrong_scale_is_a_warning_of_the_result()
    {
        using DeepSliceModel model = Shipped();

        SegmentedSlice slice = model.Predict(Phantoms(1)[0].Image, new Binning(8));

        slice.Scale.Reason.ShouldBe("as stated");
        slice.Scale.Warning.ShouldNotBeNull().ShouldContain("expected tissue of");
    }

    [Fact]
    public void An_image_too_large_for_the_model_is_refused()
    {
        using DeepSliceModel model = Shipped();

        Should.Throw<InvalidDataException>(() => model.Predict(new Raster<float>(4000, 20), Binning.None)).Message.ShouldContain("4000×20");
    }

    [Fact]
    public void A_trained_model_can_be_applied_and_loaded_again()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = SmallRun.Dataset(9);
        var events = new EventSink();
        using DeepSliceModel trained = DeepSliceModel.Train(dataset, SmallRun.Plan, folder.FullPath, events, TestContext.Current.CancellationToken);
        using DeepSliceModel loaded = DeepSliceModel.Load(folder["model.safetensors"], "cpu");

        events.Events.OfType<TrainingEvent.EpochDone>().Count().ShouldBe(SmallRun.Plan.Epochs);
        trained.Configuration.ShouldBe(Configuration.Whole);
        trained.Catalog.Regions.ShouldBe(dataset.Catalog.Regions);
        Raster<float> image = dataset.Slices[0].Image;
        trained.Predict(image, Binning.None).Regions.Indices.Pixels.ToArray().ShouldBe(loaded.Predict(image, Binning.None).Regions.Indices.Pixels.ToArray());
    }

    [Fact]
    public void Without_a_plan_a_training_in_the_folder_keeps_its_own()
    {
        using var folder = new TemporaryFolder();
        SliceDataset dataset = SmallRun.Dataset(9);
        using DeepSliceModel first = DeepSliceModel.Train(dataset, SmallRun.Plan, folder.FullPath, cancellationToken: TestContext.Current.CancellationToken);
        byte[] plan = File.ReadAllBytes(folder["plan.json"]);

        using DeepSliceModel second = DeepSliceModel.Train(dataset, null, folder.FullPath, cancellationToken: TestContext.Current.CancellationToken);

        File.ReadAllBytes(folder["plan.json"]).ShouldBe(plan);
    }

    private static DeepSliceModel Shipped()
    {
        Assert.SkipUnless(ShippedModels.Find(ShippedModels.Sagittal) is not null, "this checkout has no models/sagittal-six-regions.safetensors");
        return DeepSliceModel.LoadShipped(ShippedModels.Sagittal, "cpu");
    }

    private static IReadOnlyList<Slice> Phantoms(int count) =>
        PhantomGenerator.GenerateDataset(count, new PhantomOptions { SizePixels = Side }, seed: 3).Slices;

    private static Raster<float> Enlarged(Raster<float> image)
    {
        var enlarged = new Raster<float>(Side * Enlargement, Side * Enlargement);
        for (int y = 0; y < enlarged.Height; y++)
        {
            for (int x = 0; x < enlarged.Width; x++)
            {
                enlarged[x, y] = image[x / Enlargement, y / Enlargement];
            }
        }

        return enlarged;
    }
}
