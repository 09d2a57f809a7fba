using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Prediction;

[Collection(NativeObjectsCollection.Name)]
[NoNativeLeaks]
public sealed class PatchTilesTests
{
    [Theory]
    [InlineData(100, false)]
    [InlineData(72, false)]
    [InlineData(160, false)]
    [InlineData(100, true)]
    public void Where_the_receptive_field_is_covered_the_size_of_tiles_does_not_matter(int side, bool augmentation)
    {
        using SegmentationModel model = Model(4, 8, 8);
        Raster<float> image = Image(203, 157);

        float[] whole = Predict(model, image, new PredictionOptions { TileSide = 512, TestTimeAugmentation = augmentation });
        float[] tiled = Predict(model, image, new PredictionOptions { TileSide = side, TestTimeAugmentation = augmentation });

        Largest(whole, tiled).ShouldBeLessThan(1e-4f);
    }

    [Fact]
    public void A_margin_that_does_not_cover_it_is_seen()
    {
        using SegmentationModel model = Model(4, 8, 8);
        Raster<float> image = Image(203, 157);

        float[] whole = Predict(model, image, new PredictionOptions { TileSide = 512 });
        float[] tiled = Predict(model, image, new PredictionOptions { TileSide = 48, TileMargin = 0 });

        Largest(whole, tiled).ShouldBeGreaterThan(1e-3f);
    }

    [Theory]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 3, 4 })]
    [InlineData(new[] { 3, 4, 5 })]
    public void A_pixel_beyond_the_receptive_radius_changes_nothing(int[] widths)
    {
        using SegmentationModel model = Model(widths);
        int radius = model.Plan.ReceptiveRadius;
        int stride = model.Plan.Stride;
        int side = ((2 * radius) + 3 + stride) / stride * stride;
        (int middle, bool isFelt) = (side / 2, false);
        var image = new float[side * side];
        float[] before = Forward(model, image, side);

        for (int shift = 0; shift < stride; shift++)
        {
            var changed = (float[])image.Clone();
            changed[(middle * side) + middle + shift] = 50;
            float[] after = Forward(model, changed, side);
            for (int x = 0; x < side; x++)
            {
                bool differs = Enumerable.Range(0, 2).Any(region => after[(region * side * side) + (middle * side) + x] != before[(region * side * side) + (middle * side) + x]);
                isFelt |= differs && Math.Abs(x - middle - shift) > radius / 2;
                differs.ShouldBe(differs && Math.Abs(x - middle - shift) <= radius, $"column {x}, changed {middle + shift}");
            }
        }

        isFelt.ShouldBeTrue("the radius is no gross overestimate");
    }

    [Fact]
    public void Regions_and_confidences_do_not_need_the_probabilities()
    {
        using SegmentationModel model = Model(4, 8);
        Raster<float> image = Image(90, 120);

        SlicePrediction kept = new SlicePredictor(model, new PredictionOptions { TileSide = 64 }).Predict([image]).Single();
        SlicePrediction lean = new SlicePredictor(model, new PredictionOptions { TileSide = 64, KeepProbabilities = false }).Predict([image]).Single();
        SlicePrediction again = SlicePrediction.Of(model.Catalog, image.Size, kept.Probabilities);

        lean.Regions.Indices.Pixels.ToArray().ShouldBe(kept.Regions.Indices.Pixels.ToArray());
        again.Regions.Indices.Pixels.ToArray().ShouldBe(kept.Regions.Indices.Pixels.ToArray());
        lean.Confidence.ShouldBe(kept.Confidence);
        again.Confidence!.Value.ShouldBe(kept.Confidence!.Value, 1e-6);
        Should.Throw<InvalidOperationException>(() => lean.Probabilities).Message.ShouldContain("KeepProbabilities");
    }

    [Fact]
    public void Cancellation_is_looked_at_before_each_tile()
    {
        using SegmentationModel model = Model(4, 8);
        Should.Throw<OperationCanceledException>(() => new SlicePredictor(model, new PredictionOptions()).Predict([Image(64, 64)], new CancellationToken(true)));
    }

    private static float[] Predict(SegmentationModel model, Raster<float> image, PredictionOptions options) =>
        new SlicePredictor(model, options).Predict([image]).Single().Probabilities;

    private static float[] Forward(SegmentationModel model, float[] image, int side)
    {
        using var scope = new TensorScope();
        using var frozen = new NoGradientScope();
        return model.Network.Forward(Tensor.From<float>(image, 1, 1, side, side), training: false).ToArray<float>();
    }

    private static float Largest(float[] left, float[] right) => left.Zip(right, (a, b) => Math.Abs(a - b)).Max();

    private static Raster<float> Image(int width, int height)
    {
        Raster<float> phantom = PhantomGenerator.Generate(new PhantomOptions { SizePixels = 256 }, 4, "p").Image;
        var part = new Raster<float>(width, height);
        for (int y = 0; y < height; y++)
        {
            phantom.Row(y + 20)[30..(30 + width)].CopyTo(part.Row(y));
        }

        return part;
    }

    private static SegmentationModel Model(params int[] widths)
    {
        var plan = new NetworkPlan { RegionCount = 2, Widths = widths, WorkingSize = new(32, 32) };
        return new SegmentationModel
        {
            Plan = plan,
            Catalog = new RegionCatalog(RegionCatalog.SagittalSix.Regions.Take(2)),
            Normalization = new IntensityNormalization(),
            Preprocessing = Preprocessing.None,
            Provenance = new ModelProvenance(),
            Patches = new PatchStage { CoarseFactor = 2, SliceSize = new(200, 200) },
            Network = Network.Create(plan, Device.Cpu, new RandomStream(21)),
        };
    }
}
