using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Metrics;

/// <summary>Scores predicted regions against their annotation, slice after slice of one size.</summary>
/// <remarks>
/// Only regions that a person annotates (<see cref="RegionCatalog.Annotated"/>) are scored. A region absent from both maps has no
/// score; present in only one of them, it scores Dice 0, Jaccard 0 and a Hausdorff distance of the frame's diagonal. Holds its working
/// memory; not thread-safe.
/// </remarks>
public sealed class RegionScorer
{
    private readonly BorderDistance _borders;
    private readonly Raster<bool> _predictedPixels;
    private readonly Raster<bool> _truthPixels;

    /// <summary>Makes a scorer for slices of one size.</summary>
    /// <param name="size">Size of the working grid.</param>
    public RegionScorer(RasterSize size)
    {
        Size = size;
        _borders = new BorderDistance(size, PixelSpacing.Unit);
        _predictedPixels = new Raster<bool>(size);
        _truthPixels = new Raster<bool>(size);
    }

    /// <summary>Size of the working grid.</summary>
    public RasterSize Size { get; }

    /// <summary>Scores one slice.</summary>
    /// <param name="predicted">The prediction.</param>
    /// <param name="truth">The annotation.</param>
    /// <returns>A score by region key, in the catalogue's order, for each annotated region that is in at least one of the maps.</returns>
    /// <exception cref="ArgumentException">A size is not <see cref="Size"/>, or the catalogues differ.</exception>
    public OrderedDictionary<string, RegionScore> Score(RegionMap predicted, RegionMap truth)
    {
        var confusion = new RegionConfusion(predicted, truth);
        if (truth.Size != Size)
        {
            throw new ArgumentException($"found maps of {truth.Size}, this scorer is for {Size}", nameof(truth));
        }

        var scores = new OrderedDictionary<string, RegionScore>(StringComparer.Ordinal);
        foreach (Region region in truth.Catalog.Annotated)
        {
            RegionOverlap overlap = confusion.Overlap(region);
            if (overlap.IsAbsent)
            {
                continue;
            }

            Select(predicted, region, _predictedPixels);
            Select(truth, region, _truthPixels);
            scores.Add(region.Key, new RegionScore
            {
                Dice = overlap.Dice,
                Jaccard = overlap.Jaccard,
                Hausdorff95 = _borders.Hausdorff95(_predictedPixels, _truthPixels),
            });
        }

        return scores;
    }

    private static void Select(RegionMap map, Region region, Raster<bool> selected)
    {
        ReadOnlySpan<byte> indices = map.Indices.Pixels;
        Span<bool> pixels = selected.Pixels;
        for (int i = 0; i < indices.Length; i++)
        {
            pixels[i] = indices[i] == region.Index;
        }
    }
}
