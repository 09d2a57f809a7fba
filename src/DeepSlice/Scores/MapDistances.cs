using DeepSlice.Geometry;
using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Scores;

/// <summary>Distances between regions of label maps of one size. Work buffers are allocated at first use and kept; not thread-safe.</summary>
/// <param name="size">Size of the working grid.</param>
internal sealed class MapDistances(RasterSize size)
{
    /// <summary>Levels at which probabilities are compared.</summary>
    private const int ProbabilityLevels = 31;

    private readonly Lazy<BorderDistance> _borders = new(() => new BorderDistance(size, PixelSpacing.Unit));
    private readonly Lazy<AlphaSmd> _sets = new(() => new AlphaSmd(size, PixelSpacing.Unit) { Levels = 1 });
    private readonly Lazy<AlphaSmd> _inwardSets = new(() => new AlphaSmd(size, PixelSpacing.Unit) { Levels = 1, Mode = SetDistance.Inwards });
    private readonly Lazy<AlphaSmd> _levels = new(() => new AlphaSmd(size, PixelSpacing.Unit) { Levels = ProbabilityLevels });
    private readonly Lazy<(Raster<bool> Predicted, Raster<bool> Truth)> _pixels = new(() => (new Raster<bool>(size), new Raster<bool>(size)));
    private readonly Lazy<(Raster<double> Predicted, Raster<double> Truth)> _memberships = new(() => (new Raster<double>(size), new Raster<double>(size)));

    /// <summary>Size of the working grid.</summary>
    public RasterSize Size => size;

    /// <summary>95 % Hausdorff distance of the borders; the diagonal of the grid if one of them is empty.</summary>
    public double Hausdorff95(RegionMap predicted, RegionMap truth, Region region)
    {
        Select(predicted, region, _pixels.Value.Predicted.Pixels, true, false);
        Select(truth, region, _pixels.Value.Truth.Pixels, true, false);
        return _borders.Value.Hausdorff95(_pixels.Value.Predicted, _pixels.Value.Truth);
    }

    /// <summary>Distances between the pixel sets, and between their complements.</summary>
    public AlphaSmdScore Sets(RegionMap predicted, RegionMap truth, Region region) => Measure(_sets.Value, predicted, truth, region);

    /// <summary>Distances between the pixel sets alone.</summary>
    public AlphaSmdScore InwardSets(RegionMap predicted, RegionMap truth, Region region) => Measure(_inwardSets.Value, predicted, truth, region);

    /// <summary>Distances between a region's probability, (C, H, W) in row-major order, and its annotation.</summary>
    public AlphaSmdScore Levels(float[] probabilities, RegionMap truth, Region region)
    {
        Span<double> memberships = _memberships.Value.Predicted.Pixels;
        ReadOnlySpan<float> own = probabilities.AsSpan(region.Index * memberships.Length, memberships.Length);
        for (int i = 0; i < own.Length; i++)
        {
            // In single precision, probabilities may sum to slightly more than 1.
            memberships[i] = own[i] > 1 && own[i] < 1 + 1e-5f ? 1 : own[i];
        }

        Select(truth, region, _memberships.Value.Truth.Pixels, 1.0, 0.0);
        return _levels.Value.Measure(_memberships.Value.Predicted, _memberships.Value.Truth);
    }

    private AlphaSmdScore Measure(AlphaSmd distance, RegionMap predicted, RegionMap truth, Region region)
    {
        Select(predicted, region, _memberships.Value.Predicted.Pixels, 1.0, 0.0);
        Select(truth, region, _memberships.Value.Truth.Pixels, 1.0, 0.0);
        return distance.Measure(_memberships.Value.Predicted, _memberships.Value.Truth);
    }

    private static void Select<T>(RegionMap map, Region region, Span<T> selected, T inside, T outside)
    {
        ReadOnlySpan<byte> indices = map.Indices.Pixels;
        for (int i = 0; i < indices.Length; i++)
        {
            selected[i] = indices[i] == region.Index ? inside : outside;
        }
    }
}
