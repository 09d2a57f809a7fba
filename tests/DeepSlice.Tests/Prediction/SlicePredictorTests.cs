using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Tests.Workflows;

namespace DeepSlice.Tests.Prediction;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class SlicePredictorTests
{
    private static readonly RegionCatalog s_two = new(RegionCatalog.SagittalSix.Regions.Take(2));

    [Theory]
    [InlineData(48, 48, 48)]
    [InlineData(48, 31, 40)]
    [InlineData(48, 64, 33)]
    [InlineData(40, 61, 61)]
    public void Every_pixel_of_the_prediction_lies_where_the_image_says(int workingSide, int width, int height)
    {
        using SegmentationModel model = ThresholdModel(workingSide, [1, 1, 1]);
        Raster<float> image = Part(Phantom(1, 64), width, height);

        foreach (bool augmentation in new[] { false, true })
        {
            var predictor = new SlicePredictor(model, new PredictionOptions { TestTimeAugmentation = augmentation });
            SlicePrediction prediction = predictor.Predict([image]).Single();

            prediction.Regions.Size.ShouldBe(image.Size);
            prediction.Regions.Indices.Pixels.ToArray().ShouldBe(AboveThreshold(image));
        }
    }

    [Theory]
    [InlineData(84, 8)]
    [InlineData(1024, 4)]
    [InlineData(4096, 1)]
    public void Large_slices_are_computed_fewer_at_once(int side, int batch)
    {
        using SegmentationModel model = ThresholdModel(32, [1, 1]);
        new WholeSlices(model, new PredictionOptions()).BatchSize(new RasterSize(side, side)).ShouldBe(batch);
    }

    [Fact]
    public void Slices_of_mixed_sizes_come_back_in_their_order()
    {
        using SegmentationModel model = ThresholdModel(32, [1, 1]);
        Raster<float>[] images = [.. Enumerable.Range(0, 11).Select(i => Part(Phantom((ulong)i, 64), 32 + (i % 3 * 15), 64 - (i % 2 * 21)))];

        IReadOnlyList<SlicePrediction> predictions = new SlicePredictor(model, new PredictionOptions { BatchSize = 2 }).Predict(images);

        predictions.Count.ShouldBe(11);
        for (int i = 0; i < images.Length; i++)
        {
            predictions[i].Regions.Size.ShouldBe(images[i].Size);
            predictions[i].Regions.Indices.Pixels.ToArray().ShouldBe(AboveThreshold(images[i]), $"slice {i}");
        }
    }

    [Fact]
    public void Slices_computed_at_once_do_not_touch_each_other()
    {
        using SegmentationModel model = RandomModel();
        Raster<float>[] images = [.. Enumerable.Range(0, 5).Select(i => Phantom((ulong)i, 32))];

        IReadOnlyList<SlicePrediction> together = new SlicePredictor(model, new PredictionOptions { BatchSize = 5 }).Predict(images);
        IReadOnlyList<SlicePrediction> alone = new SlicePredictor(model, new PredictionOptions { BatchSize = 1 }).Predict(images);

        for (int i = 0; i < images.Length; i++)
        {
            ShouldBeNear(together[i].Probabilities, alone[i].Probabilities);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Probabilities_sum_to_one_at_every_pixel(bool augmentation)
    {
        using SegmentationModel model = RandomModel();
        var predictor = new SlicePredictor(model, new PredictionOptions { TestTimeAugmentation = augmentation });
        SlicePrediction prediction = predictor.Predict([Phantom(3, 36)]).Single();

        for (int i = 0; i < 36 * 36; i++)
        {
            double sum = 0;
            for (int region = 0; region < 8; region++)
            {
                float probability = prediction.Probabilities[(region * 36 * 36) + i];
                probability.ShouldBeInRange(0, 1);
                sum += probability;
            }

            sum.ShouldBe(1, 1e-5);
        }
    }

    [Fact]
    public void With_test_time_augmentation_a_turned_slice_is_predicted_as_the_turned_prediction()
    {
        using SegmentationModel model = RandomModel();
        Raster<float> image = Part(Phantom(4, 32), 32, 26);
        var predictor = new SlicePredictor(model, new PredictionOptions { TestTimeAugmentation = true });
        var plain = new SlicePredictor(model, new PredictionOptions());

        (SlicePrediction upright, SlicePrediction mirrored, SlicePrediction turned) = (
            predictor.Predict([image]).Single(),
            predictor.Predict([Turn(image, (x, y) => (image.Width - 1 - x, y), image.Size)]).Single(),
            predictor.Predict([Turn(image, (x, y) => (y, image.Height - 1 - x), new RasterSize(image.Height, image.Width))]).Single());

        ShouldBeNear(Planes(mirrored, (x, y) => (image.Width - 1 - x, y), image.Size), upright.Probabilities);
        ShouldBeNear(Planes(turned, (x, y) => (image.Height - 1 - y, x), image.Size), upright.Probabilities);
        plain.Predict([image]).Single().Probabilities.Zip(upright.Probabilities, (left, right) => Math.Abs(left - right)).Max().ShouldBeGreaterThan(0.01f);
    }

    [Fact]
    public void Several_threads_may_predict_at_once()
    {
        using SegmentationModel model = TestModel.Create();
        var predictor = new SlicePredictor(model, new PredictionOptions());
        Raster<float>[] images = [.. Enumerable.Range(1, 12).Select(seed => TestModel.Noise(32, 30, (ulong)seed).Map(value => (float)value))];
        float[][] alone = [.. images.Select(image => predictor.Predict([image]).Single().Probabilities)];
        var together = new float[images.Length][];

        Parallel.For(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = predictor.Predict([images[i]]).Single().Probabilities);

        for (int i = 0; i < images.Length; i++)
        {
            ShouldBeNear(together[i], alone[i]);
        }
    }

    [Fact]
    public void Fewer_bits_change_probabilities_only_a_little()
    {
        using SegmentationModel model = ThresholdModel(32, [1, 1]);
        Raster<float> image = Phantom(5, 32);

        float[] exact = new SlicePredictor(model, new PredictionOptions { Precision = Precision.Float32 }).Predict([image]).Single().Probabilities;
        float[] coarse = new SlicePredictor(model, new PredictionOptions { Precision = Precision.BFloat16 }).Predict([image]).Single().Probabilities;

        exact.Zip(coarse, (left, right) => Math.Abs(left - right)).Average().ShouldBeLessThan(0.02f);
        coarse.ShouldNotBe(exact);
    }

    [Fact]
    public void Unless_a_precision_is_stated_it_is_the_fast_one_of_the_device()
    {
        using SegmentationModel model = RandomModel();
        Raster<float> image = Phantom(5, 32);

        new PredictionOptions().PrecisionOn(Device.Cpu).ShouldBe(Device.Cpu.FastPrecision);
        new PredictionOptions { Precision = Precision.BFloat16 }.PrecisionOn(Device.Cpu).ShouldBe(Precision.BFloat16);
        new SlicePredictor(model, new PredictionOptions()).Predict([image]).Single().Probabilities
            .ShouldBe(new SlicePredictor(model, new PredictionOptions { Precision = Device.Cpu.FastPrecision }).Predict([image]).Single().Probabilities);
    }

    [Fact]
    public void A_brighter_camera_does_not_change_the_prediction()
    {
        using SegmentationModel model = RandomModel();
        Raster<float> image = Phantom(6, 32);
        var predictor = new SlicePredictor(model, new PredictionOptions());

        ShouldBeNear(predictor.Predict([image.Map(value => value * 4)]).Single().Probabilities, predictor.Predict([image]).Single().Probabilities);
    }

    [Fact]
    public void A_single_pixel_and_an_empty_image_are_predicted_without_error()
    {
        using SegmentationModel model = RandomModel();
        var predictor = new SlicePredictor(model, new PredictionOptions());

        predictor.Predict([]).ShouldBeEmpty();
        predictor.Predict([new Raster<float>(1, 1), new Raster<float>(7, 3)]).Select(prediction => prediction.Regions.Size)
            .ShouldBe([new RasterSize(1, 1), new RasterSize(7, 3)]);
    }

    [Fact]
    public void Cancellation_is_looked_at_before_each_batch()
    {
        using SegmentationModel model = RandomModel();

        Should.Throw<OperationCanceledException>(() => new SlicePredictor(model, new PredictionOptions()).Predict([Phantom(1, 32)], new CancellationToken(true)));
    }

    [Fact]
    public void A_batch_of_no_slices_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new PredictionOptions { BatchSize = 0 });
    }

    private static byte[] AboveThreshold(Raster<float> image) =>
        new IntensityNormalization().Apply(image, IntensityLevels.Measure(image)).Map(value => value > 0.5f ? (byte)1 : (byte)0).Pixels.ToArray();

    /// <summary>A U-Net set by hand: its finest level passes intensities on, the deeper levels say nothing, and the head compares with 0.5.</summary>
    private static SegmentationModel ThresholdModel(int workingSide, int[] widths)
    {
        SegmentationModel model = Model(new NetworkPlan { RegionCount = 2, Widths = widths, WorkingSize = new(workingSide, workingSide) }, s_two);
        foreach (Parameter parameter in model.Network.Weights.All)
        {
            var values = new float[parameter.Count];
            if (parameter.Name.EndsWith(".gain", StringComparison.Ordinal))
            {
                Array.Fill(values, 1);
            }
            else if (parameter.Name.EndsWith(".variance", StringComparison.Ordinal))
            {
                Array.Fill(values, 1 - 1e-5f);
            }
            else if (parameter.Name.Contains("coder.0.", StringComparison.Ordinal) && parameter.Name.EndsWith(".weight", StringComparison.Ordinal))
            {
                values[4] = 1; // the centre of the kernel on the first input: the image, or the skip connection
            }

            parameter.Value.Write<float>(values);
        }

        Set(model, "head.weight", [0, 100]);
        Set(model, "head.bias", [50, 0]);
        return model;
    }

    private static SegmentationModel RandomModel() =>
        Model(new NetworkPlan { RegionCount = 8, Widths = [4, 8], WorkingSize = new(32, 32) }, RegionCatalog.SagittalSix);

    private static SegmentationModel Model(NetworkPlan plan, RegionCatalog catalog) => new()
    {
        Plan = plan,
        Catalog = catalog,
        Normalization = new IntensityNormalization(),
        Preprocessing = Preprocessing.None,
        Provenance = new ModelProvenance(),
        Network = Network.Create(plan, Device.Cpu, new RandomStream(21)),
    };

    private static void Set(SegmentationModel model, string name, float[] values) =>
        model.Network.Weights.All.Single(parameter => parameter.Name == name).Value.Write<float>(values);

    private static Raster<float> Phantom(ulong seed, int side) =>
        PhantomGenerator.Generate(new PhantomOptions { SizePixels = side, MildArtifacts = 0 }, seed, "phantom").Image;

    private static Raster<float> Part(Raster<float> image, int width, int height)
    {
        var part = new Raster<float>(width, height);
        (int left, int top) = ((image.Width - width) / 2, (image.Height - height) / 2);
        for (int y = 0; y < height; y++)
        {
            image.Row(top + y).Slice(left, width).CopyTo(part.Row(y));
        }

        return part;
    }

    private static Raster<float> Turn(Raster<float> image, Func<int, int, (int X, int Y)> source, RasterSize size)
    {
        var turned = new Raster<float>(size);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                (int fromX, int fromY) = source(x, y);
                turned[x, y] = image[fromX, fromY];
            }
        }

        return turned;
    }

    private static float[] Planes(SlicePrediction prediction, Func<int, int, (int X, int Y)> source, RasterSize size)
    {
        RasterSize from = prediction.Regions.Size;
        int pixels = (int)from.PixelCount;
        return
        [
            .. Enumerable.Range(0, prediction.Regions.Catalog.Count).SelectMany(region =>
                Turn(new Raster<float>(from.Width, from.Height, prediction.Probabilities.AsSpan(region * pixels, pixels)), source, size).Pixels.ToArray()),
        ];
    }

    private static void ShouldBeNear(float[] found, float[] expected)
    {
        found.Length.ShouldBe(expected.Length);
        found.Zip(expected, (left, right) => Math.Abs(left - right)).Max().ShouldBeLessThan(1e-4f);
    }
}
