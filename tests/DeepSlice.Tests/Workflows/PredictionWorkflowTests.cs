using System.Globalization;
using System.Security.Cryptography;
using DeepSlice.Formats;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Metrics;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Tests.Formats;
using DeepSlice.Workflows;

namespace DeepSlice.Tests.Workflows;

public sealed class PredictionWorkflowTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SegmentationModel _model = TestModel.Create();

    private string Found => _folder["found"];

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_slice_of_a_data_set_gets_its_files()
    {
        WritePhantoms(2);
        PredictionWorkflowResult result = Predict([_folder["dataset"]]);

        result.Slices.Select(slice => slice.Id).ShouldBe(["phantom-000", "phantom-001"]);
        FilesFound().ShouldBe(
        [
            "catalog.json", "phantom-000.geojson", "phantom-000.labels.png", "phantom-000.overlay.png", "phantom-000.rois.zip",
            "phantom-001.geojson", "phantom-001.labels.png", "phantom-001.overlay.png", "phantom-001.rois.zip",
            "regions.csv", "report.html", "run.json", "run.lock",
        ]);
    }

    [Fact]
    public void Label_map_and_probabilities_are_of_the_slice_and_agree()
    {
        SaveImage("wide", 90, 61);
        Predict([_folder["wide.tif"]], new PredictionWorkflowOptions { Binning = new Binning(3), WriteProbabilities = true });

        Raster<byte> labels = PngFile.ReadIndices(Path.Combine(Found, "wide.labels.png"));
        NpyArray probabilities = NpyFile.Read(Path.Combine(Found, "wide.probabilities.npy"));
        labels.Size.ShouldBe(new RasterSize(30, 21));
        probabilities.Shape.ShouldBe([8, 21, 30]);
        probabilities.ElementType.ShouldBe(NpyElementType.Float32);
        float[] values = probabilities.ToArray<float>();
        int pixels = labels.Pixels.Length;
        for (int i = 0; i < pixels; i++)
        {
            float[] ofPixel = [.. Enumerable.Range(0, 8).Select(region => values[(region * pixels) + i])];
            ofPixel.Sum().ShouldBe(1, 1e-4);
            ofPixel[labels.Pixels[i]].ShouldBe(ofPixel.Max());
        }
    }

    [Theory]
    [InlineData(1, 30, 30)]
    [InlineData(4, 100, 80)]
    [InlineData(7, 200, 123)]
    public void Outlines_of_an_image_fill_back_to_its_label_map(int binning, int width, int height)
    {
        SaveImage("a", width, height);
        Predict([_folder["a.tif"]], new PredictionWorkflowOptions { Binning = new Binning(binning) });
        Raster<byte> labels = PngFile.ReadIndices(Path.Combine(Found, "a.labels.png"));
        var frame = new SliceFrame { Binning = new Binning(binning), OriginalSize = new RasterSize(width, height), WorkingSize = labels.Size };
        FillBack("a", frame).Pixels.SequenceEqual(Annotated(labels)).ShouldBeTrue();
    }

    [Fact]
    public void Outlines_of_a_padded_slice_are_in_the_pixels_of_its_original()
    {
        var frame = new SliceFrame { Binning = new Binning(5), OriginalSize = new RasterSize(140, 90), WorkingSize = new RasterSize(32, 30), OffsetX = 2, OffsetY = 6 };
        WriteDataset(new Slice { Id = "s", Image = new Padding(new RasterSize(28, 18), frame.WorkingSize).Pad(TestModel.Noise(28, 18, 3).Map(value => (float)value)), Frame = frame });
        Predict([_folder["dataset"]]);

        Raster<byte> labels = PngFile.ReadIndices(Path.Combine(Found, "s.labels.png"));
        labels.Size.ShouldBe(frame.WorkingSize);
        FillBack("s", frame).Pixels.SequenceEqual(Annotated(labels)).ShouldBeTrue();
    }

    [Fact]
    public void Slices_of_a_stack_are_named_by_their_place()
    {
        NpyFile.Write<ushort>(_folder["stack.npy"], TestModel.Noise(24, 3 * 20, 1).Pixels.ToArray(), 3, 20, 24);
        PredictionWorkflowResult result = Predict([_folder["stack.npy"]]);

        result.Slices.Select(slice => slice.Id).ShouldBe(["slice-000", "slice-001", "slice-002"]);
        PngFile.ReadIndices(Path.Combine(Found, "slice-002.labels.png")).Size.ShouldBe(new RasterSize(24, 20));
    }

    [Fact]
    public void The_table_states_areas_of_the_original_and_the_result_the_same()
    {
        WritePhantoms(1, micrometresPerPixel: 0.5);
        PredictionWorkflowResult result = Predict([_folder["dataset"]]);
        Raster<byte> labels = PngFile.ReadIndices(Path.Combine(Found, "phantom-000.labels.png"));
        string[][] rows = [.. File.ReadLines(Path.Combine(Found, "regions.csv")).Skip(1).Select(line => line.Split(','))];

        new PredictionFolder(Found).ReadRuns().Runs[0].Slices[0].MicrometresPerWorkingPixel.ShouldBe(0.5);
        rows.Length.ShouldBe(7);
        foreach ((string[] row, RegionMeasurement measurement) in rows.Zip(result.Slices[0].Measurements))
        {
            int area = labels.Pixels.Count(measurement.Region.Index);
            row[0].ShouldBe("phantom-000");
            row[1].ShouldBe(measurement.Region.Key);
            Number(row[2]).ShouldBe(area);
            Number(row[3]).ShouldBe(area * 0.25);
            measurement.AreaPixels.ShouldBe(area);
            (measurement.Confidence is null).ShouldBe(area == 0);
        }
    }

    [Fact]
    public void The_good_files_of_a_folder_are_done_and_the_bad_one_is_named()
    {
        SaveImage("in/a", 30, 30);
        SaveImage("in/c", 30, 30);
        File.WriteAllText(_folder["in/b.tif"], "this is text");
        PredictionWorkflowResult result = Predict([_folder["in"]]);

        result.Slices.Select(slice => slice.Id).ShouldBe(["a", "c"]);
        FileFailure failure = result.Failures.ShouldHaveSingleItem();
        failure.Path.ShouldBe(_folder["in/b.tif"]);
        failure.Reason.ShouldContain("b.tif");
        FilesFound().ShouldNotContain(name => name.StartsWith('b'));
    }

    [Fact]
    public void A_damaged_slice_of_a_data_set_leaves_the_others()
    {
        WritePhantoms(3);
        File.WriteAllText(_folder["dataset/images/phantom-001.tif"], "");
        PredictionWorkflowResult result = Predict([_folder["dataset"]]);

        result.Slices.Select(slice => slice.Id).ShouldBe(["phantom-000", "phantom-002"]);
        result.Failures.ShouldHaveSingleItem().Reason.ShouldContain("phantom-001.tif");
    }

    [Fact]
    public void Of_two_slices_of_one_name_the_second_is_named_and_left_out()
    {
        SaveImage("one/a", 30, 30);
        SaveImage("two/A", 30, 30);
        PredictionWorkflowResult result = PredictionWorkflow.Run(_model, [_folder["one"], _folder["two"]], Found, new PredictionWorkflowOptions());

        result.Slices.ShouldHaveSingleItem().Id.ShouldBe("a");
        string reason = result.Failures.ShouldHaveSingleItem().Reason;
        reason.ShouldContain("one/a.tif");
        reason.ShouldContain("two/A.tif");
    }

    [Fact]
    public void What_an_earlier_run_wrote_beside_its_images_is_no_input()
    {
        SaveImage("a", 30, 30);
        for (int run = 0; run < 2; run++)
        {
            PredictionWorkflow.Run(_model, [_folder.FullPath], _folder.FullPath, new PredictionWorkflowOptions()).Slices.ShouldHaveSingleItem().Id.ShouldBe("a");
        }
    }

    [Fact]
    public void A_folder_of_nothing_but_our_own_pictures_has_no_image()
    {
        SaveImage("a", 30, 30);
        Predict([_folder["a.tif"]]);
        PredictionWorkflowResult result = Predict([Found]);
        result.Slices.ShouldBeEmpty();
        result.Failures.ShouldHaveSingleItem().Reason.ShouldContain("got none besides pictures that predict has written");
    }

    [Fact]
    public void Binning_and_channel_of_slices_that_are_binned_already_are_refused()
    {
        WritePhantoms(1);
        NpyFile.Write<ushort>(_folder["stack.npy"], TestModel.Noise(24, 20, 1).Pixels.ToArray(), 1, 20, 24);
        foreach (string input in (string[])["dataset", "stack.npy"])
        {
            foreach (PredictionWorkflowOptions options in (PredictionWorkflowOptions[])[new() { Binning = new Binning(2) }, new() { Reading = new Preprocessing { Channel = 0 } }, new() { MicrometresPerPixel = 1 }])
            {
                FileFailure failure = Predict([_folder[input]], options).Failures.ShouldHaveSingleItem();
                failure.Path.ShouldBe(_folder[input]);
                failure.Reason.ShouldContain("expected image files for --binning, --pixel-size, --channel, --plane and --background");
            }
        }
    }

    [Theory]
    [InlineData("a.probabilities.npy")]
    [InlineData("a.rois.zip")]
    [InlineData("a.overlay.png")]
    public void A_slice_of_which_one_file_cannot_be_written_has_no_label_map(string name)
    {
        SaveImage("a", 30, 30);
        Directory.CreateDirectory(Path.Combine(Found, name));
        Exception error = Should.Throw<Exception>(() => Predict([_folder["a.tif"]], new PredictionWorkflowOptions { WriteProbabilities = true }));
        (error is IOException or UnauthorizedAccessException).ShouldBeTrue(error.ToString());
        File.Exists(Path.Combine(Found, "a.labels.png")).ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(Found, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        WritePhantoms(11);
        var options = new PredictionWorkflowOptions { Origin = new PredictionOrigin { Time = new FixedTime(Noon) } };
        Predict([_folder["dataset"]], options);
        Dictionary<string, byte[]> first = Directory.EnumerateFiles(Found).ToDictionary(path => path, File.ReadAllBytes, StringComparer.Ordinal);
        Predict([_folder["dataset"]], options);
        foreach ((string path, byte[] bytes) in first)
        {
            File.ReadAllBytes(path).SequenceEqual(bytes).ShouldBeTrue(path);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Slices_stand_in_their_order_and_the_callers_threads_stay_whatever_the_number_of_threads(int threads)
    {
        int before = TorchRuntime.Threads;
        try
        {
            TorchRuntime.Threads = threads;
            WritePhantoms(29);
            PredictionWorkflowResult result = Predict([_folder["dataset"]]);

            result.Slices.Select(slice => slice.Id).ShouldBe(Enumerable.Range(0, 29).Select(index => $"phantom-{index:000}"));
            TorchRuntime.Threads.ShouldBe(threads);
        }
        finally
        {
            TorchRuntime.Threads = before;
        }
    }

    [Fact]
    public void A_slice_without_regions_has_no_outlines_and_those_of_an_earlier_run_are_gone()
    {
        SaveImage("a", 30, 30);
        Predict([_folder["a.tif"]], new PredictionWorkflowOptions { WriteProbabilities = true });
        FilesFound().ShouldContain("a.rois.zip");
        using SegmentationModel blind = TestModel.Create(blind: true);
        PredictionWorkflow.Run(blind, [_folder["a.tif"]], Found, new PredictionWorkflowOptions());
        FilesFound().ShouldBe(["a.labels.png", "a.overlay.png", "catalog.json", "regions.csv", "report.html", "run.json", "run.lock"]);
    }

    [Fact]
    public void Pixels_that_are_no_number_count_as_padding()
    {
        float[] pixels = [.. TestModel.Noise(20, 20, 1).Pixels.ToArray().Select(value => (float)value)];
        pixels[7] = float.NaN;
        pixels[8] = float.PositiveInfinity;
        NpyFile.Write<float>(_folder["nan.npy"], pixels, 1, 20, 20);
        foreach (RegionMeasurement measurement in Predict([_folder["nan.npy"]]).Slices[0].Measurements)
        {
            double.IsFinite(measurement.MeanIntensity ?? 0).ShouldBeTrue();
        }
    }

    [Fact]
    public void An_image_far_larger_than_the_models_slices_is_refused()
    {
        SaveImage("large", 300, 20);
        FileFailure failure = Predict([_folder["large.tif"]], new PredictionWorkflowOptions { Binning = Binning.None }).Failures.ShouldHaveSingleItem();
        failure.Reason.ShouldContain("300×20");
        failure.Reason.ShouldContain("256");
        Path.Exists(Found).ShouldBeFalse();
    }

    [Fact]
    public void A_stopped_run_leaves_whole_slices_and_their_table()
    {
        WritePhantoms(60);
        using CancellationTokenSource stop = new();
        var progress = new StopAfter(3, stop);
        Should.Throw<OperationCanceledException>(() =>
            PredictionWorkflow.Run(_model, [_folder["dataset"]], Found, new PredictionWorkflowOptions(), progress, stop.Token));

        string[] labels = [.. FilesFound().Where(name => name.EndsWith(".labels.png", StringComparison.Ordinal))];
        labels.Length.ShouldBeInRange(3, 59);
        FilesFound().ShouldNotContain(name => name.EndsWith(".tmp", StringComparison.Ordinal));
        File.ReadLines(Path.Combine(Found, "regions.csv")).Count().ShouldBe(1 + (7 * labels.Length));
        foreach (string id in labels.Select(name => name.Split('.')[0]))
        {
            File.Exists(Path.Combine(Found, id + ".overlay.png")).ShouldBeTrue(id);
        }
    }

    [Fact]
    public void The_run_is_recorded_with_model_options_and_slices()
    {
        SaveImage("wide", 90, 61);
        ModelFile.Write(_folder["m.safetensors"], _model);
        var options = new PredictionWorkflowOptions
        {
            Binning = new Binning(3),
            WriteProbabilities = true,
            Origin = new PredictionOrigin { ModelFile = _folder["m.safetensors"], CommandLine = ["predict", "--binning", "3"], Time = new FixedTime(Noon) },
        };
        SegmentationModel trained = _model with { Provenance = new ModelProvenance { Source = "a lab", SliceIds = ["x", "y"] } };
        PredictionWorkflow.Run(trained, [_folder["wide.tif"]], Found, options);

        PredictionRun run = new PredictionFolder(Found).ReadRuns().Runs.ShouldHaveSingleItem();
        run.Written.ShouldBe(Noon);
        run.CommandLine.ShouldBe(["predict", "--binning", "3"]);
        run.Program.LibTorch.ShouldBe(TorchRuntime.Version);
        (run.Model.File, run.Model.Configuration, run.Model.Source).ShouldBe(("m.safetensors", "whole", "a lab"));
        run.Model.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder["m.safetensors"]))));
        run.Model.SliceIds.ShouldBe(["x", "y"]);
        run.Model.Catalog.HasSameRegions(_model.Catalog).ShouldBeTrue();
        (run.Options.Binning, run.Options.Reading, run.Options.Precision, run.Options.Probabilities).ShouldBe((3, null, "float32", true));
        (run.Slices.ShouldHaveSingleItem() with { Warning = null }).ShouldBe(new PredictionRunSlice { Reason = "as stated", Id = "wide", Input = _folder["wide.tif"], Binning = 3, Width = 30, Height = 21 });
    }

    [Fact]
    public void A_second_run_takes_over_the_slices_that_it_predicts_again()
    {
        SaveImage("a", 30, 30);
        SaveImage("b", 30, 30);
        Predict([_folder["a.tif"], _folder["b.tif"]], new PredictionWorkflowOptions { Binning = Binning.None });
        Predict([_folder["b.tif"]], new PredictionWorkflowOptions { Binning = new Binning(2) });

        PredictionRuns runs = new PredictionFolder(Found).ReadRuns();
        runs.Runs.Select(run => run.Slices.Single().Id).ShouldBe(["a", "b"]);
        runs.Find("b")!.Options.Binning.ShouldBe(2);
        new PredictionFolder(Found).SliceIds().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_damaged_record_of_earlier_runs_is_refused_before_any_work()
    {
        SaveImage("a", 30, 30);
        Directory.CreateDirectory(Found);
        File.WriteAllText(Path.Combine(Found, "run.json"), "{");
        Should.Throw<InvalidDataException>(() => Predict([_folder["a.tif"]])).Message.ShouldContain("delete the file, or predict into another folder");
        FilesFound().ShouldBe(["run.json"]);
    }

    [Fact]
    public void An_input_that_leads_nowhere_is_refused() =>
        Should.Throw<FileNotFoundException>(() => Predict([_folder["nowhere.tif"]])).Message.ShouldContain("nowhere.tif");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // What is not annotated, as other tissue, has no outline.
    private static byte[] Annotated(Raster<byte> labels) => labels.Map(index => index == 7 ? (byte)0 : index).Pixels.ToArray();

    private PredictionWorkflowResult Predict(string[] inputs, PredictionWorkflowOptions? options = null) =>
        PredictionWorkflow.Run(_model, inputs, Found, options ?? new PredictionWorkflowOptions(), cancellationToken: TestContext.Current.CancellationToken);

    private string[] FilesFound() => [.. Directory.EnumerateFiles(Found).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private Raster<byte> FillBack(string id, SliceFrame frame)
    {
        var filled = new Raster<byte>(frame.WorkingSize);
        foreach (RegionOutline outline in DrawnRegions.Read(Path.Combine(Found, id + ".rois.zip"), _model.Catalog))
        {
            PolygonRasterizer.Fill(outline.Outline.Map(frame.ToWorking), RasterRule.PixelCentre, filled, outline.Region.Index);
        }

        return filled;
    }

    private void SaveImage(string name, int width, int height)
    {
        string path = _folder[name + ".tif"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        ImageFile.Write(path, TestModel.Noise(width, height, seed: 5));
    }

    private void WritePhantoms(int count, double? micrometresPerPixel = null) => DatasetFolder.Write(
        _folder["dataset"],
        PhantomGenerator.GenerateDataset(count, new PhantomOptions { SizePixels = 32 }, seed: 9) with { Preprocessing = new Preprocessing { MicrometresPerPixel = micrometresPerPixel } });

    private void WriteDataset(Slice slice) => DatasetFolder.Write(
        _folder["dataset"], new SliceDataset { Catalog = RegionCatalog.SagittalSix, Preprocessing = new Preprocessing { Binning = slice.Frame.Binning }, Slices = [slice] });

    private sealed class StopAfter(int slices, CancellationTokenSource stop) : IProgress<PredictionProgress>
    {
        public void Report(PredictionProgress value)
        {
            if (value.Done == slices)
            {
                stop.Cancel();
            }
        }
    }
}
