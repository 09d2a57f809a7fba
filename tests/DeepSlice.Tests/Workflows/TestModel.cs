using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Workflows;

/// <summary>A tiny model that nobody has trained: what it finds is speckled, with holes and islands, and the same at every run.</summary>
internal static class TestModel
{
    public const int WorkingSide = 32;

    /// <summary>Makes a model the caller disposes of.</summary>
    /// <param name="binning">Binning it claims to have been trained at.</param>
    /// <param name="micrometresPerPixel">Pixel size it claims to have been trained at.</param>
    /// <param name="blind">Whether it finds nothing but background.</param>
    /// <param name="damage">Whether it predicts damage, too.</param>
    public static SegmentationModel Create(int binning = 4, double? micrometresPerPixel = null, bool blind = false, bool damage = false)
    {
        var plan = new NetworkPlan
        {
            RegionCount = RegionCatalog.SagittalSix.Count,
            Widths = [6, 8],
            WorkingSize = new RasterSize(WorkingSide, WorkingSide),
            Damage = damage,
        };
        Network network = Network.Create(plan, Device.Cpu, new RandomStream(11));
        if (blind)
        {
            network.Weights.All.Single(parameter => parameter.Name == "head.bias").Value.Write<float>([100, 0, 0, 0, 0, 0, 0, 0]);
        }

        if (damage)
        {
            network.Weights.All.Single(parameter => parameter.Name == "damage.bias").Value.Write<float>([0]);
        }

        return new SegmentationModel
        {
            Plan = plan,
            Catalog = RegionCatalog.SagittalSix,
            Normalization = new IntensityNormalization(),
            Preprocessing = new Preprocessing { Binning = new Binning(binning), MicrometresPerPixel = micrometresPerPixel },
            Provenance = new ModelProvenance(),
            Network = network,
        };
    }

    /// <summary>Grey values without structure, all above 0.</summary>
    public static Raster<ushort> Noise(int width, int height, ulong seed)
    {
        var random = new RandomStream(seed);
        return new Raster<ushort>(width, height).Map(_ => (ushort)(200 + (random.NextDouble() * 5000)));
    }
}
