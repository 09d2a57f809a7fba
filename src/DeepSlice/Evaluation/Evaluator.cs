using DeepSlice.Metrics;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Compares predictions with annotations.</summary>
public static class Evaluator
{
    /// <summary>Scores predictions of any number of slices, of any sizes.</summary>
    /// <param name="slices">Id, prediction and annotation of each slice; taken one at a time. All share one catalogue.</param>
    /// <param name="cancellationToken">Looked at before each slice.</param>
    /// <returns>The scores in the order of the slices.</returns>
    /// <exception cref="ArgumentException">No slice was given, an id is repeated, or a slice's sizes or catalogues differ.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EvaluationResult Compare(
        IEnumerable<(string Id, RegionMap Predicted, RegionMap Truth)> slices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var scores = new List<SliceScore>();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        RegionCatalog? catalog = null;
        RegionScorer? scorer = null;
        foreach ((string id, RegionMap predicted, RegionMap truth) in slices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!ids.Add(id))
            {
                throw new ArgumentException($"found slice id '{id}' twice, ids must be unique", nameof(slices));
            }

            catalog ??= truth.Catalog;
            if (!catalog.HasSameRegions(truth.Catalog))
            {
                throw new ArgumentException($"found other regions in slice '{id}' than in the slices before it, all must have the same catalogue", nameof(slices));
            }

            scorer = scorer?.Size == truth.Size ? scorer : new RegionScorer(truth.Size);
            try
            {
                scores.Add(new SliceScore { Id = id, Regions = scorer.Score(predicted, truth) });
            }
            catch (ArgumentException error)
            {
                throw new ArgumentException($"slice '{id}': {error.Message}", nameof(slices), error);
            }
        }

        return new EvaluationResult(catalog ?? throw new ArgumentException("found no slice to evaluate, at least one is needed", nameof(slices)), scores);
    }
}
