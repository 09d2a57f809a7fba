using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Area = NetTopologySuite.Geometries.Geometry;

namespace DeepSlice.Scores;

/// <summary>One region in two outlines, in full-resolution pixels.</summary>
/// <param name="predicted">Area of the predicted outline; null if there is none.</param>
/// <param name="annotated">Area of the annotated outline; null if there is none.</param>
internal sealed class OutlineComparison(Area? predicted, Area? annotated) : RegionComparison
{
    private readonly Lazy<double> _shared = new(() =>
        predicted is null || annotated is null ? 0 : OverlayNGRobust.Overlay(predicted, annotated, SpatialFunction.Intersection).Area);

    private readonly Lazy<(OutlineDistance Outwards, OutlineDistance Back)?> _distances = new(() =>
        predicted is null || annotated is null ? null : (OutlineDistance.Measure(predicted, annotated), OutlineDistance.Measure(annotated, predicted)));

    public override double PredictedArea => predicted?.Area ?? 0;

    public override double AnnotatedArea => annotated?.Area ?? 0;

    public override double SharedArea => _shared.Value;

    public override double? Hausdorff95 =>
        _distances.Value is (var outwards, var back) ? Math.Max(outwards.Percentile95, back.Percentile95) : null;

    /// <summary>Mean distance of a point of either border to the other border; null if one of the two is empty.</summary>
    public double? SurfaceDistance => _distances.Value is (var outwards, var back)
        ? ((outwards.Mean * outwards.Length) + (back.Mean * back.Length)) / (outwards.Length + back.Length)
        : null;
}
