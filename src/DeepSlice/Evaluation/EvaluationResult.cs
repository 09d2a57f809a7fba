using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>How well predictions of a set of slices agree with their annotations.</summary>
public sealed class EvaluationResult
{
    /// <summary>Gathers scores of slices.</summary>
    /// <param name="catalog">The regions scored.</param>
    /// <param name="slices">Scores of the slices, in order.</param>
    public EvaluationResult(RegionCatalog catalog, IReadOnlyList<SliceScore> slices)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(slices);
        Catalog = catalog;
        Slices = slices;
        Mean = RegionScore.Mean(slices.Select(slice => slice.Mean).OfType<RegionScore>());
        Worst = slices.Where(slice => slice.Mean is not null).MinBy(slice => slice.Mean!.Dice);
        var regions = new OrderedDictionary<string, RegionScore>(StringComparer.Ordinal);
        foreach (Region region in catalog.Annotated)
        {
            if (RegionScore.Mean(Of(region)) is RegionScore mean)
            {
                regions.Add(region.Key, mean);
            }
        }

        RegionMeans = regions;
    }

    /// <summary>The regions scored.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Scores of the slices, in order.</summary>
    public IReadOnlyList<SliceScore> Slices { get; }

    /// <summary>Mean of each region over the slices that have it, by region key; regions that no slice has are missing.</summary>
    public IReadOnlyDictionary<string, RegionScore> RegionMeans { get; }

    /// <summary>Mean over the slices of each slice's own mean over its regions; null where nothing was scored.</summary>
    public RegionScore? Mean { get; }

    /// <summary>The slice of the lowest mean Dice, the first of equals; null where nothing was scored.</summary>
    public SliceScore? Worst { get; }

    /// <summary>The measures that tables made for people have: the headline ones that at least one slice has a value of.</summary>
    public IEnumerable<Measure> Headlines => Measure.All.Where(measure => measure.IsHeadline && Mean is not null && measure.Of(Mean) is not null);

    /// <summary>The scores of one region in the slices that have it, in order.</summary>
    /// <param name="region">An annotated region.</param>
    public IEnumerable<RegionScore> Of(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Slices.Select(slice => slice.Regions.GetValueOrDefault(region.Key)).OfType<RegionScore>();
    }
}
