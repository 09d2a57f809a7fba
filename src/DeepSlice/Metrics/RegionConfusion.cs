using DeepSlice.Slices;

namespace DeepSlice.Metrics;

/// <summary>Confusion matrix of the pixels of one slice: annotated region against predicted region.</summary>
internal sealed class RegionConfusion
{
    private readonly long[] _counts;

    /// <summary>Counts the pixels of two maps of one slice.</summary>
    /// <param name="predicted">The prediction.</param>
    /// <param name="truth">The annotation, with the same size and the same regions.</param>
    /// <exception cref="ArgumentException">The sizes or the catalogues differ.</exception>
    public RegionConfusion(RegionMap predicted, RegionMap truth)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(truth);
        if (predicted.Size != truth.Size)
        {
            throw new ArgumentException(
                $"expected a prediction of the annotation's size {truth.Size}, got {predicted.Size}; predict again at the binning of the annotation",
                nameof(predicted));
        }

        if (!predicted.Catalog.HasSameRegions(truth.Catalog))
        {
            throw new ArgumentException(
                $"expected predicted regions {truth.Catalog.Keys} as in the annotation, got {predicted.Catalog.Keys}; use a model trained on the same regions",
                nameof(predicted));
        }

        Catalog = truth.Catalog;
        _counts = new long[Catalog.Count * Catalog.Count];
        ReadOnlySpan<byte> predictedIndices = predicted.Indices.Pixels;
        ReadOnlySpan<byte> truthIndices = truth.Indices.Pixels;
        int stride = Catalog.Count;
        for (int i = 0; i < truthIndices.Length; i++)
        {
            _counts[(truthIndices[i] * stride) + predictedIndices[i]]++;
        }
    }

    /// <summary>Regions of both maps.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Number of pixels annotated as one region and predicted as another.</summary>
    /// <param name="truth">The annotated region.</param>
    /// <param name="predicted">The predicted region.</param>
    public long this[Region truth, Region predicted]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(truth);
            ArgumentNullException.ThrowIfNull(predicted);
            return _counts[(truth.Index * Catalog.Count) + predicted.Index];
        }
    }

    /// <summary>Areas of a region in prediction and annotation, and their intersection.</summary>
    /// <param name="region">A region of the catalogue.</param>
    public RegionOverlap Overlap(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        long predicted = 0;
        long truth = 0;
        for (int other = 0; other < Catalog.Count; other++)
        {
            predicted += _counts[(other * Catalog.Count) + region.Index];
            truth += _counts[(region.Index * Catalog.Count) + other];
        }

        return new RegionOverlap(predicted, truth, this[region, region]);
    }
}
