using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>How well predicted outlines of a set of slices agree with annotated ones.</summary>
public sealed class OutlineResult
{
    /// <summary>Gathers scores of slices.</summary>
    /// <param name="catalog">The regions scored.</param>
    /// <param name="slices">Scores of the slices, in order.</param>
    public OutlineResult(RegionCatalog catalog, IReadOnlyList<OutlineSliceScore> slices)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(slices);
        Catalog = catalog;
        Slices = slices;
        Mean = OutlineScore.Mean(slices.Select(slice => slice.Mean).OfType<OutlineScore>());
        var regions = new OrderedDictionary<string, OutlineScore>(StringComparer.Ordinal);
        foreach (Region region in catalog.Annotated)
        {
            if (OutlineScore.Mean(slices.Select(slice => slice.Regions.GetValueOrDefault(region.Key)).OfType<OutlineScore>()) is { } mean)
            {
                regions.Add(region.Key, mean);
            }
        }

        RegionMeans = regions;
    }

    /// <summary>The regions scored.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Scores of the slices, in order.</summary>
    public IReadOnlyList<OutlineSliceScore> Slices { get; }

    /// <summary>Mean of each region over the slices that have it, by region key; regions that no slice has are missing.</summary>
    public IReadOnlyDictionary<string, OutlineScore> RegionMeans { get; }

    /// <summary>Mean over the slices of each slice's own mean over its regions; null where nothing was scored.</summary>
    public OutlineScore? Mean { get; }

    /// <summary>The measures that tables made for people have: the headline ones that at least one slice has a value of.</summary>
    public IEnumerable<OutlineMeasure> Headlines => OutlineMeasure.All.Where(measure => measure.IsHeadline && Mean is not null && measure.Of(Mean) is not null);
}
