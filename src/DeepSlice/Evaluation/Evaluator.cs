using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Compares predictions with annotations.</summary>
public static class Evaluator
{
    /// <summary>Scores predictions of any number of slices, of any sizes.</summary>
    /// <param name="slices">Predictions and annotations; taken one at a time. All share one catalogue.</param>
    /// <param name="cancellationToken">Looked at before each slice.</param>
    /// <returns>The scores in the order of the slices.</returns>
    /// <exception cref="ArgumentException">No slice was given, an id is repeated, or a slice's sizes or catalogues differ.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EvaluationResult Compare(IEnumerable<ComparedSlice> slices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var scores = new List<SliceScore>();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        RegionCatalog? catalog = null;
        RegionScorer? scorer = null;
        foreach (ComparedSlice slice in slices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!ids.Add(slice.Id))
            {
                throw new ArgumentException($"found slice id '{slice.Id}' twice, ids must be unique", nameof(slices));
            }

            catalog ??= slice.Truth.Catalog;
            if (!catalog.HasSameRegions(slice.Truth.Catalog))
            {
                throw new ArgumentException($"found other regions in slice '{slice.Id}' than in the slices before it, all must have the same catalogue", nameof(slices));
            }

            scorer = scorer?.Size == slice.Truth.Size ? scorer : new RegionScorer(slice.Truth.Size);
            try
            {
                scores.Add(new SliceScore
                {
                    Id = slice.Id,
                    Regions = scorer.Score(slice.Predicted, slice.Truth, slice.Probabilities, slice.MicrometresPerWorkingPixel),
                });
            }
            catch (ArgumentException error)
            {
                throw new ArgumentException($"slice '{slice.Id}': {error.Message}", nameof(slices), error);
            }
        }

        return new EvaluationResult(catalog ?? throw new ArgumentException("found no slice to evaluate, at least one is needed", nameof(slices)), scores);
    }
}
