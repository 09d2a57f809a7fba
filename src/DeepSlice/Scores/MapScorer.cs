using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Scores;

/// <summary>Scores predicted label maps against their annotation.</summary>
/// <remarks>
/// Only annotated regions (<see cref="RegionCatalog.Annotated"/>) are scored. A region absent from both maps has no score. Keeps its working
/// memory between slices of one size; not thread-safe.
/// </remarks>
internal sealed class MapScorer
{
    private readonly IReadOnlyList<Measure> _measures;
    private MapDistances? _distances;

    /// <summary>Creates a scorer.</summary>
    /// <param name="measures">The measures to compute, a subset of <see cref="Measures.OfMaps"/>; null for all.</param>
    public MapScorer(IReadOnlyList<Measure>? measures = null) => _measures = measures ?? Measures.OfMaps;

    /// <summary>Whether a region that is predicted but not annotated is listed in <see cref="SliceScore.Imagined"/> instead of scored with Dice 0.</summary>
    /// <value>Default false.</value>
    public bool SetsImaginedApart { get; init; }

    /// <summary>Scores any number of slices, of any sizes.</summary>
    /// <param name="slices">Predictions and annotations of one catalogue; enumerated one at a time.</param>
    /// <param name="cancellationToken">Checked before each slice.</param>
    /// <returns>The scores in the order of the slices.</returns>
    /// <exception cref="ArgumentException">No slice was given, an id is repeated, or a slice's sizes or catalogues differ.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ScoreTable ScoreAll(IEnumerable<ComparedSlice> slices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var scores = new List<SliceScore>();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        RegionCatalog? catalog = null;
        foreach (ComparedSlice slice in slices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!ids.Add(slice.Id))
            {
                throw new ArgumentException($"expected unique slice ids, got '{slice.Id}' twice", nameof(slices));
            }

            catalog ??= slice.Truth.Catalog;
            if (!catalog.HasSameRegions(slice.Truth.Catalog))
            {
                throw new ArgumentException($"expected slices of one catalogue, got regions {catalog.Keys} and, in slice '{slice.Id}', {slice.Truth.Catalog.Keys}", nameof(slices));
            }

            scores.Add(Score(slice));
        }

        return new ScoreTable(catalog ?? throw new ArgumentException("expected one or more slices to score, got none", nameof(slices)), _measures, scores);
    }

    /// <summary>Scores one slice.</summary>
    /// <param name="slice">Prediction and annotation.</param>
    /// <returns>The scores of each annotated region that is in at least one of the maps.</returns>
    /// <exception cref="ArgumentException">The sizes or the catalogues differ, or there are not as many probabilities, 0 … 1, as regions times pixels.</exception>
    public SliceScore Score(ComparedSlice slice)
    {
        ArgumentNullException.ThrowIfNull(slice);
        try
        {
            return Compare(slice);
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"slice '{slice.Id}': {PlainWords.Of(error)}", nameof(slice), error);
        }
    }

    private SliceScore Compare(ComparedSlice slice)
    {
        var confusion = new RegionConfusion(slice.Predicted, slice.Truth);
        long values = slice.Truth.Catalog.Count * slice.Truth.Size.PixelCount;
        if (slice.Probabilities is { } probabilities && probabilities.Length != values)
        {
            throw new ArgumentException(
                $"expected {values} probabilities for {slice.Truth.Catalog.Count} regions of {slice.Truth.Size}, got {probabilities.Length}", nameof(slice));
        }

        _distances = _distances?.Size == slice.Truth.Size ? _distances : new MapDistances(slice.Truth.Size);
        var scores = new OrderedDictionary<string, Score>(StringComparer.Ordinal);
        List<string> imagined = [];
        foreach (Region region in slice.Truth.Catalog.Annotated)
        {
            RegionOverlap overlap = confusion.Overlap(region);
            if (SetsImaginedApart && overlap is { TruthArea: 0, PredictedArea: > 0 })
            {
                imagined.Add(region.Key);
            }
            else if (!overlap.IsAbsent)
            {
                var comparison = new MapComparison(slice, region, overlap, _distances) { MicrometresPerPixel = slice.MicrometresPerWorkingPixel };
                scores.Add(region.Key, Scores.Score.Of(comparison, _measures));
            }
        }

        return new SliceScore { Id = slice.Id, Animal = slice.Animal, Regions = scores, Imagined = imagined, Confidence = slice.Confidence, IsFlagged = slice.IsFlagged, SeenInTraining = slice.SeenInTraining };
    }
}
