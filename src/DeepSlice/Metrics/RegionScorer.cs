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
    /// <summary>Levels at which probabilities are scored.</summary>
    public const int ProbabilityLevels = 31;

    private readonly BorderDistance _borders;
    private readonly AlphaSmd _sets;
    private readonly AlphaSmd _setsInwards;
    private readonly AlphaSmd _probabilities;
    private readonly Raster<bool> _predictedPixels;
    private readonly Raster<bool> _truthPixels;
    private readonly Raster<double> _predicted;
    private readonly Raster<double> _truth;

    /// <summary>Makes a scorer for slices of one size.</summary>
    /// <param name="size">Size of the working grid.</param>
    public RegionScorer(RasterSize size)
    {
        Size = size;
        _borders = new BorderDistance(size, PixelSpacing.Unit);
        _sets = new AlphaSmd(size, PixelSpacing.Unit) { Levels = 1 };
        _setsInwards = new AlphaSmd(size, PixelSpacing.Unit) { Levels = 1, Mode = SetDistance.Inwards };
        _probabilities = new AlphaSmd(size, PixelSpacing.Unit) { Levels = ProbabilityLevels };
        _predictedPixels = new Raster<bool>(size);
        _truthPixels = new Raster<bool>(size);
        _predicted = new Raster<double>(size);
        _truth = new Raster<double>(size);
    }

    /// <summary>Size of the working grid.</summary>
    public RasterSize Size { get; }

    /// <summary>Scores one slice.</summary>
    /// <param name="predicted">The prediction.</param>
    /// <param name="truth">The annotation.</param>
    /// <param name="probabilities">(C, H, W) in row-major order, each 0 … 1; null where only the most probable region is known.</param>
    /// <param name="micrometresPerWorkingPixel">Side of a working pixel in micrometres; null where unknown.</param>
    /// <returns>A score by region key, in the catalogue's order, for each annotated region that is in at least one of the maps.</returns>
    /// <exception cref="ArgumentException">A size is not <see cref="Size"/>, the catalogues differ, or there are not as many probabilities, 0 … 1, as regions times pixels.</exception>
    public OrderedDictionary<string, RegionScore> Score(
        RegionMap predicted, RegionMap truth, float[]? probabilities = null, double? micrometresPerWorkingPixel = null)
    {
        var confusion = new RegionConfusion(predicted, truth);
        if (truth.Size != Size)
        {
            throw new ArgumentException($"found maps of {truth.Size}, this scorer is for {Size}", nameof(truth));
        }

        if (probabilities is not null && probabilities.Length != truth.Catalog.Count * Size.PixelCount)
        {
            throw new ArgumentException(
                $"found {probabilities.Length} probabilities, {truth.Catalog.Count} regions of {Size} need {truth.Catalog.Count * Size.PixelCount}", nameof(probabilities));
        }

        var scores = new OrderedDictionary<string, RegionScore>(StringComparer.Ordinal);
        foreach (Region region in truth.Catalog.Annotated)
        {
            RegionOverlap overlap = confusion.Overlap(region);
            if (!overlap.IsAbsent)
            {
                Select(predicted, region, _predictedPixels, _predicted);
                Select(truth, region, _truthPixels, _truth);
                scores.Add(region.Key, Score(region, overlap, probabilities, micrometresPerWorkingPixel));
            }
        }

        return scores;
    }

    private static void Select(RegionMap map, Region region, Raster<bool> selected, Raster<double> memberships)
    {
        ReadOnlySpan<byte> indices = map.Indices.Pixels;
        Span<bool> pixels = selected.Pixels;
        Span<double> values = memberships.Pixels;
        for (int i = 0; i < indices.Length; i++)
        {
            pixels[i] = indices[i] == region.Index;
            values[i] = pixels[i] ? 1 : 0;
        }
    }

    private RegionScore Score(Region region, RegionOverlap overlap, float[]? probabilities, double? micrometres)
    {
        AlphaSmdScore sets = _sets.Measure(_predicted, _truth);
        double ofRegion = _setsInwards.Measure(_predicted, _truth).AmdOverCardinality;
        AlphaSmdScore? levels = null;
        if (probabilities is not null)
        {
            SelectProbability(probabilities, region);
            levels = _probabilities.Measure(_predicted, _truth);
        }

        return new RegionScore
        {
            Dice = overlap.Dice,
            Jaccard = overlap.Jaccard,
            Hausdorff95 = _borders.Hausdorff95(_predictedPixels, _truthPixels),
            AlphaSmd = sets.Smd,
            AlphaAmd = sets.Amd,
            AlphaAmdCardinality = ofRegion,
            AlphaSmdMicrometres = sets.Smd * micrometres,
            AlphaAmdMicrometres = sets.Amd * micrometres,
            AlphaAmdCardinalityMicrometres = ofRegion * micrometres,
            AlphaSmd31 = levels?.Smd,
            AlphaAmd31 = levels?.Amd,
        };
    }

    private void SelectProbability(float[] probabilities, Region region)
    {
        Span<double> memberships = _predicted.Pixels;
        ReadOnlySpan<float> own = probabilities.AsSpan(region.Index * memberships.Length, memberships.Length);
        for (int i = 0; i < own.Length; i++)
        {
            // Single precision may sum exponentials to a little more than 1.
            memberships[i] = own[i] > 1 && own[i] < 1 + 1e-5f ? 1 : own[i];
        }
    }
}
