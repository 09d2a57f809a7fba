using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Which annotated slices are trained on and which validate. Made before anything else is computed from the slices.</summary>
/// <param name="Training">Slices to train on.</param>
/// <param name="Validation">Slices set aside.</param>
internal sealed record TrainingSplit(IReadOnlyList<Slice> Training, IReadOnlyList<Slice> Validation)
{
    // With fewer slices, each is worth more for training than for watching it.
    private const int FewestToSplit = 8;

    /// <summary>Splits the annotated slices that are not marked as test.</summary>
    /// <exception cref="ArgumentException">No slice is left to train on.</exception>
    public static TrainingSplit Make(SliceDataset dataset, TrainingPlan plan)
    {
        List<Slice> training = [.. dataset.Slices.Where(slice => slice is { Regions: not null, Split: SliceSplit.Train })];
        List<Slice> validation = [.. dataset.Slices.Where(slice => slice is { Regions: not null, Split: SliceSplit.Validation })];
        if (validation.Count == 0 && training.Count >= FewestToSplit && plan.ValidationShare > 0)
        {
            int[] order = [.. Enumerable.Range(0, training.Count)];
            new RandomStream(plan.Seed).Derive("validation").Shuffle<int>(order);
            int count = Math.Max(1, (int)Math.Round(plan.ValidationShare * training.Count));
            HashSet<int> aside = [.. order.Take(count)];
            validation = [.. training.Where((_, place) => aside.Contains(place))];
            training = [.. training.Where((_, place) => !aside.Contains(place))];
        }

        return training.Count > 0
            ? new TrainingSplit(training, validation)
            : throw new ArgumentException("found no annotated slice marked 'train'; training needs at least one", nameof(dataset));
    }
}
