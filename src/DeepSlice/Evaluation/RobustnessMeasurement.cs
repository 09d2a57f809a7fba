using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Evaluation;

/// <summary>Computes scorecards.</summary>
internal static class RobustnessMeasurement
{
    // The next cell's images are made while the network processes this one's; more would only take memory.
    private const int FieldsAhead = 2;

    /// <summary>Computes the scorecard of a model, in memory.</summary>
    /// <param name="subject">The model, or the models of a cross-validation.</param>
    /// <param name="slices">One or more annotated slices of one catalogue, with different ids.</param>
    /// <param name="artifacts">Artifacts, for example <see cref="ArtifactCatalog.All"/>.</param>
    /// <param name="progress">Receives the number of finished cells, after each of <see cref="RobustnessPlace.All"/>; may be null.</param>
    /// <param name="cancellationToken">Checked once per batch.</param>
    /// <exception cref="ArgumentException">A slice has no annotation, other regions than the model, or no network.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static RobustnessScorecard Measure(
        RobustnessSubject subject, IReadOnlyList<Slice> slices, IReadOnlyList<Artifact> artifacts, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(artifacts);
        var cells = new Dictionary<RobustnessPlace, ScoreTable>();
        foreach (MeasuredCell measured in Run(slices, [.. RobustnessPlace.All(artifacts).Select(place => (place, (IReadOnlyList<RobustnessSubject>)[subject]))], cancellationToken))
        {
            cells.Add(measured.Place, measured.Scores);
            progress?.Report(cells.Count);
        }

        return new RobustnessScorecard(subject.Name, slices[0].Regions!.Catalog, artifacts, cells);
    }

    /// <summary>Computes cells of scorecards one by one; the next artifact is applied on other threads while the networks predict.</summary>
    /// <param name="slices">One or more annotated slices of one catalogue, with different ids.</param>
    /// <param name="work">Cells in order, each with the models to be scored; all models of a cell get the same images.</param>
    /// <param name="cancellationToken">Checked once per batch.</param>
    /// <returns>The scores of each cell and model, in order; computed lazily.</returns>
    /// <exception cref="ArgumentException">While computing: a slice has no annotation, other regions than the model, or no network.</exception>
    /// <exception cref="OperationCanceledException">While computing: the work was cancelled.</exception>
    public static IEnumerable<MeasuredCell> Run(
        IReadOnlyList<Slice> slices, IReadOnlyList<(RobustnessPlace Place, IReadOnlyList<RobustnessSubject> Subjects)> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(work);
        return slices.FirstOrDefault(slice => slice.Regions is null) is { } bare
            ? throw new ArgumentException($"expected annotated slices, got '{bare.Id}' without annotation", nameof(slices))
            : slices.Count == 0 ? throw new ArgumentException("expected one or more slices, got none", nameof(slices)) : Compute();

        IEnumerable<MeasuredCell> Compute()
        {
            var making = new Queue<Task<Slice[]>>();
            int next = 0;
            try
            {
                foreach ((RobustnessPlace place, IReadOnlyList<RobustnessSubject> subjects) in work)
                {
                    for (; next < work.Count && making.Count < FieldsAhead; next++)
                    {
                        RobustnessPlace ahead = work[next].Place;
                        making.Enqueue(Task.Run(() => Corrupt(slices, ahead, cancellationToken), cancellationToken));
                    }

                    Slice[] changed = making.Dequeue().GetAwaiter().GetResult();
                    foreach (RobustnessSubject subject in subjects)
                    {
                        yield return Score(subject, place, changed, cancellationToken);
                    }
                }
            }
            finally
            {
                Task.WhenAll(making).ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            }
        }
    }

    private static Slice[] Corrupt(IReadOnlyList<Slice> slices, RobustnessPlace place, CancellationToken cancellationToken)
    {
        var changed = new Slice[slices.Count];
        Parallel.For(0, changed.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => changed[i] = place.Corrupt(slices[i]));
        return changed;
    }

    private static MeasuredCell Score(RobustnessSubject subject, RobustnessPlace place, Slice[] slices, CancellationToken cancellationToken)
    {
        (RegionMap Regions, double? Confidence, bool IsFlagged)[] found = subject.Predict(slices, cancellationToken);
        ComparedSlice[] compared = [.. slices.Zip(found, (slice, prediction) => new ComparedSlice(slice.Id, slice.Image, prediction.Regions, slice.Regions!) { Confidence = prediction.Confidence, IsFlagged = prediction.IsFlagged }.Without(slice.Damage))];
        ScoreTable scores = new MapScorer([Measures.Dice]) { SetsImaginedApart = true }.ScoreAll(compared, cancellationToken);
        return new MeasuredCell(subject, place, scores, compared);
    }
}
