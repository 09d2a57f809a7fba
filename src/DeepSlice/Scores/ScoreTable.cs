using DeepSlice.Slices;

namespace DeepSlice.Scores;

/// <summary>Scores of a set of slices by slice and region, and their means.</summary>
internal sealed class ScoreTable
{
    /// <summary>Creates a table from the scores of slices.</summary>
    /// <param name="catalog">The regions scored.</param>
    /// <param name="measures">The measures, in the order of files and tables.</param>
    /// <param name="slices">Scores of the slices, in order.</param>
    public ScoreTable(RegionCatalog catalog, IReadOnlyList<Measure> measures, IReadOnlyList<SliceScore> slices)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(slices);
        Catalog = catalog;
        Measured = measures;
        Slices = slices;
        Mean = Score.Mean(slices.Select(slice => slice.Mean).OfType<Score>());
        Worst = slices.Where(slice => slice.Regions.Count > 0).MinBy(slice => slice.Mean!.Dice);
        Failed = slices.Sum(slice => slice.Failed);
        Imagined = slices.Sum(slice => slice.Imagined.Count);
        Judged = slices.Sum(slice => slice.Judged);
        var regions = new OrderedDictionary<string, Score>(StringComparer.Ordinal);
        foreach (Region region in catalog.Annotated)
        {
            if (Score.Mean(Of(region)) is { } mean)
            {
                regions.Add(region.Key, mean);
            }
        }

        RegionMeans = regions;
    }

    /// <summary>The regions scored.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>The measures, in the order of files and tables.</summary>
    public IReadOnlyList<Measure> Measured { get; }

    /// <summary>Scores of the slices, in order.</summary>
    public IReadOnlyList<SliceScore> Slices { get; }

    /// <summary>Mean of each region over the slices that have it, by region key in the catalogue's order; regions that no slice has are missing.</summary>
    public IReadOnlyDictionary<string, Score> RegionMeans { get; }

    /// <summary>Mean over the slices of each slice's own mean over its regions; null if nothing was scored.</summary>
    public Score? Mean { get; }

    /// <summary>Dice of <see cref="Mean"/>, 0 … 1; null if nothing was scored.</summary>
    public double? Dice => Mean?.Dice;

    /// <summary>The slice with the lowest mean Dice, the first if there are several; null if nothing was scored.</summary>
    public SliceScore? Worst { get; }

    /// <summary>The measures of printed tables: headline measures with at least one value.</summary>
    public IEnumerable<Measure> Headlines => Measured.Where(measure => measure.IsHeadline && Mean?[measure] is not null);

    /// <summary>Number of regions, over all slices, with a Dice below <see cref="Score.FailedBelow"/>.</summary>
    public int Failed { get; }

    /// <summary>Number of regions, over all slices, that are predicted but not annotated, if these are listed separately.</summary>
    public int Imagined { get; }

    /// <summary>Number of regions, over all slices, that failed or were imagined.</summary>
    public int Catastrophes => Failed + Imagined;

    /// <summary>Number of regions, over all slices, that are scored or imagined.</summary>
    public int Judged { get; }

    /// <summary>Catastrophes ÷ judged regions, 0 … 1; null if no region was judged.</summary>
    public double? CatastropheRate => RateOf([this]);

    /// <summary>Catastrophes ÷ judged regions of several tables together, 0 … 1; null if no region was judged.</summary>
    /// <param name="tables">The tables.</param>
    public static double? RateOf(IEnumerable<ScoreTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        (int catastrophes, int judged) = (0, 0);
        foreach (ScoreTable table in tables)
        {
            (catastrophes, judged) = (catastrophes + table.Catastrophes, judged + table.Judged);
        }

        return judged == 0 ? null : (double)catastrophes / judged;
    }

    /// <summary>Ids of the slices that their model has seen in training, as far as is known, in order.</summary>
    public IReadOnlyList<string> SeenInTraining => [.. Slices.Where(slice => slice.SeenInTraining).Select(slice => slice.Id)];

    /// <summary>The scores of one region in the slices that have it, in order.</summary>
    /// <param name="region">An annotated region.</param>
    public IEnumerable<Score> Of(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Slices.Select(slice => slice.Regions.GetValueOrDefault(region.Key)).OfType<Score>();
    }
}
