using DeepSlice.Formats;
using DeepSlice.Slices;
using Area = NetTopologySuite.Geometries.Geometry;

namespace DeepSlice.Scores;

/// <summary>Scores predicted outlines against annotated ones as polygons, at full resolution.</summary>
internal static class OutlineScorer
{
    /// <summary>Scores the outlines of one slice.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="predicted">Predicted outlines, in any order.</param>
    /// <param name="annotated">Annotated outlines, in any order; what lies within outlines of damage is left out on both sides.</param>
    /// <param name="catalog">The regions; where outlines of one side overlap, the first of them wins.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel; null if unknown.</param>
    /// <returns>The scores by <see cref="Measures.OfOutlines"/>.</returns>
    /// <remarks>
    /// Areas are those of the polygons, without pixels in between. Distances are between points of one border, a pixel apart (or a
    /// two-thousandth of the border's length, where that is more), and the nearest point of the other border.
    /// </remarks>
    public static SliceScore Score(
        string id, IReadOnlyList<RegionOutline> predicted, SliceOutlines annotated, RegionCatalog catalog, double? micrometresPerPixel)
    {
        IReadOnlyDictionary<string, Area> found = OutlineGeometry.Areas(predicted, catalog, annotated.Damage);
        IReadOnlyDictionary<string, Area> truth = OutlineGeometry.Areas(annotated.Regions, catalog, annotated.Damage);
        var scores = new OrderedDictionary<string, Score>(StringComparer.Ordinal);
        foreach (string key in catalog.Annotated.Select(region => region.Key).Where(key => found.ContainsKey(key) || truth.ContainsKey(key)))
        {
            var comparison = new OutlineComparison(found.GetValueOrDefault(key), truth.GetValueOrDefault(key)) { MicrometresPerPixel = micrometresPerPixel };
            scores.Add(key, Scores.Score.Of(comparison, Measures.OfOutlines));
        }

        return new SliceScore { Id = id, Regions = scores };
    }
}
