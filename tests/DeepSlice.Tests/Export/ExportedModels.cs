using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Prediction;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Export;

/// <summary>Small models of every configuration, with statistics and a temperature as after training, and what they find.</summary>
internal static class ExportedModels
{
    /// <summary>Makes a model the caller disposes of.</summary>
    public static SegmentationModel Create(Configuration configuration, double compression = 1)
    {
        SegmentationModel? whole = configuration == Configuration.Cascade ? Create(Configuration.Whole, compression) : null;
        var plan = new NetworkPlan
        {
            RegionCount = 8,
            Widths = [4, 6, 8],
            WorkingSize = new RasterSize(44, 36), // no multiple of the stride
            ContextPlanes = whole is null ? 0 : 8,
            Damage = configuration == Configuration.Patch, // an output that the graph leaves out
        };
        Network network = Network.Create(plan, Device.Cpu, new RandomStream(3));
        var random = new RandomStream(5);
        foreach (Parameter parameter in network.Weights.All.Where(parameter => parameter.Shape.Count == 1))
        {
            parameter.Value.Write<float>([.. Enumerable.Range(0, parameter.Count).Select(_ => (float)(0.4 + random.NextDouble()))]);
        }

        return new SegmentationModel
        {
            Plan = plan,
            Catalog = RegionCatalog.SagittalSix,
            Normalization = new IntensityNormalization { Compression = compression },
            Temperature = 1.3,
            Preprocessing = new Preprocessing { Binning = new Binning(16), MicrometresPerPixel = 0.65 },
            Provenance = new ModelProvenance(),
            Network = network,
            Patches = configuration == Configuration.Whole ? null : new PatchStage { CoarseFactor = 3, SliceSize = new RasterSize(120, 100), Whole = whole },
        };
    }

    /// <summary>A slice with background, tissue and saturated spots, of any size.</summary>
    public static Raster<float> Slice(int width, int height, ulong seed, float offset = 300)
    {
        Raster<float> phantom = PhantomGenerator.Generate(new PhantomOptions { SizePixels = Math.Max(width, height) }, seed, "slice").Image;
        var slice = new Raster<float>(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                slice[x, y] = phantom[x, y] + offset;
            }
        }

        return slice;
    }

    /// <summary>The probabilities that DeepSlice finds in 32 bits, (N, regions, H, W).</summary>
    public static float[] Predict(SegmentationModel model, params Raster<float>[] images)
    {
        var predictor = new SlicePredictor(model, new PredictionOptions { Precision = Precision.Float32 });
        return [.. predictor.Predict(images).SelectMany(prediction => prediction.Probabilities)];
    }

    /// <summary>The images as the input of an exported model.</summary>
    public static float[] Pixels(params Raster<float>[] images) => [.. images.SelectMany(image => image.Pixels.ToArray())];
}
