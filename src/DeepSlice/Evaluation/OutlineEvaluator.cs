using DeepSlice.Formats;
using DeepSlice.Slices;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Area = NetTopologySuite.Geometries.Geometry;

namespace DeepSlice.Evaluation;

/// <summary>Compares predicted outlines with annotated ones as polygons, at full resolution.</summary>
public static class OutlineEvaluator
{
    /// <summary>Scores the outlines of one slice.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="predicted">Predicted outlines, in any order.</param>
    /// <param name="annotated">Annotated outlines, in any order.</param>
    /// <param name="catalog">The regions; where outlines of one side overlap, the first of them wins.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel; null where unknown.</param>
    /// <returns>The scores.</returns>
    /// <remarks>
    /// Areas are those of the polygons, without pixels in between. Distances are between points of one border, a pixel apart (or a
    /// two-thousandth of the border's length, where that is more), and the nearest point of the other border.
    /// </remarks>
    public static OutlineSliceScore Compare(
        string id, IReadOnlyList<RegionOutline> predicted, IReadOnlyList<RegionOutline> annotated, RegionCatalog catalog, double? micrometresPerPixel)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(annotated);
        ArgumentNullException.ThrowIfNull(catalog);
        IReadOnlyDictionary<string, Area> found = OutlineGeometry.Areas(predicted, catalog);
        IReadOnlyDictionary<string, Area> truth = OutlineGeometry.Areas(annotated, catalog);
        var scores = new OrderedDictionary<string, OutlineScore>(StringComparer.Ordinal);
        foreach (Region region in catalog.Annotated)
        {
            Area? p = found.GetValueOrDefault(region.Key);
            Area? t = truth.GetValueOrDefault(region.Key);
            if (p is not null || t is not null)
            {
                scores.Add(region.Key, Score(p, t) with { MicrometresPerPixel = micrometresPerPixel });
            }
        }

        return new OutlineSliceScore { Id = id, Regions = scores };
    }

    private static OutlineScore Score(Area? predicted, Area? annotated)
    {
        if (predicted is null || annotated is null)
        {
            return new OutlineScore { Dice = 0, Jaccard = 0, PredictedArea = predicted?.Area ?? 0, AnnotatedArea = annotated?.Area ?? 0, SharedArea = 0 };
        }

        double shared = OverlayNGRobust.Overlay(predicted, annotated, SpatialFunction.Intersection).Area;
        double both = predicted.Area + annotated.Area;
        var outwards = OutlineDistance.Measure(predicted, annotated);
        var back = OutlineDistance.Measure(annotated, predicted);
        return new OutlineScore
        {
            Dice = 2 * shared / both,
            Jaccard = shared / (both - shared),
            PredictedArea = predicted.Area,
            AnnotatedArea = annotated.Area,
            SharedArea = shared,
            Hausdorff95 = Math.Max(outwards.Percentile95, back.Percentile95),
            SurfaceDistance = ((outwards.Mean * outwards.Length) + (back.Mean * back.Length)) / (outwards.Length + back.Length),
        };
    }
}
