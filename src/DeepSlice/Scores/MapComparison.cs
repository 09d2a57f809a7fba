using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Scores;

/// <summary>One region of two label maps, in working pixels.</summary>
/// <param name="slice">The maps.</param>
/// <param name="region">The region.</param>
/// <param name="overlap">Its areas.</param>
/// <param name="distances">Measures distances of slices of this size.</param>
internal sealed class MapComparison(ComparedSlice slice, Region region, RegionOverlap overlap, MapDistances distances) : RegionComparison
{
    public override double PredictedArea => overlap.PredictedArea;

    public override double AnnotatedArea => overlap.TruthArea;

    public override double SharedArea => overlap.Intersection;

    public override double? Hausdorff95 => distances.Hausdorff95(slice.Predicted, slice.Truth, region);

    /// <summary>Distances between the two pixel sets, and between their complements.</summary>
    public AlphaSmdScore Sets => field ??= distances.Sets(slice.Predicted, slice.Truth, region);

    /// <summary>Distances between the two pixel sets alone.</summary>
    public AlphaSmdScore InwardSets => field ??= distances.InwardSets(slice.Predicted, slice.Truth, region);

    /// <summary>Distances between the region's probability and the annotation; null if no probability is known.</summary>
    public AlphaSmdScore? Levels => field ??= slice.Probabilities is { } probabilities ? distances.Levels(probabilities, slice.Truth, region) : null;
}
