using DeepSlice.Atlases;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>The slices of a run: those it trains on, and the held-out (validation) slices. Made once per run, and shared by both networks of a cascade.</summary>
/// <param name="Dataset">The dataset, for its catalogue, binning and origin.</param>
/// <param name="Training">Slices to train on.</param>
/// <param name="Validation">Held-out slices.</param>
internal sealed record TrainingSplit(SliceDataset Dataset, IReadOnlyList<Slice> Training, IReadOnlyList<Slice> Validation)
{
    /// <summary>Atlases whose sections are trained on too.</summary>
    public IReadOnlyList<AtlasSections> Sections { get; init; } = [];

    // With fewer slices, each is worth more for training than for validation.
    private const int FewestToSplit = 8;

    /// <summary>Splits the annotated slices that are not marked as test.</summary>
    /// <param name="dataset">Annotated slices; may be empty where there are atlases.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="atlases">The atlases of the plan; null for none.</param>
    /// <exception cref="ArgumentException">No slice is left to train on.</exception>
    public static TrainingSplit Make(SliceDataset dataset, TrainingPlan plan, IReadOnlyList<AtlasRegions>? atlases = null)
    {
        List<Slice> training = [.. dataset.Slices.Where(slice => slice is { Regions: not null, Split: SliceSplit.Train })];
        List<Slice> validation = [.. dataset.Slices.Where(slice => slice is { Regions: not null, Split: SliceSplit.Validation })];
        if (validation.Count == 0 && training.Count >= FewestToSplit && plan.ValidationShare > 0)
        {
            int[] order = [.. Enumerable.Range(0, training.Count)];
            new RandomStream(plan.Seed).Derive("validation").Shuffle<int>(order);
            int count = Math.Max(1, (int)Math.Round(plan.ValidationShare * training.Count));
            HashSet<int> heldOut = [.. order.Take(count)];
            validation = [.. training.Where((_, place) => heldOut.Contains(place))];
            training = [.. training.Where((_, place) => !heldOut.Contains(place))];
        }

        AtlasSections[] sections = plan.Atlas is { } atlas ? [.. (atlases ?? []).Select(mapped => new AtlasSections(mapped, atlas.Synthesis))] : [];
        return training.Count > 0 || sections.Length > 0
            ? new TrainingSplit(dataset, training, [.. validation, .. ValidationSections(sections, plan)]) { Sections = sections }
            : throw new ArgumentException("expected at least one annotated slice marked 'train', got none; annotate slices, or mark fewer as validation or test", nameof(dataset));
    }

    // Of a seed of their own: training never draws them.
    private static IEnumerable<Slice> ValidationSections(AtlasSections[] sections, TrainingPlan plan) => sections.Length == 0
        ? []
        : SectionDataset.Enumerate(sections, plan.Atlas!.ValidationSections, plan.TissueLength!.Value, ~plan.Seed).Select(slice => slice with { Split = SliceSplit.Validation });

    /// <summary>The same split of the same slices at a coarser binning.</summary>
    /// <param name="binning">Working pixels along each axis that become one.</param>
    public TrainingSplit Bin(Binning binning)
    {
        SliceDataset coarse = CoarseSlices.Bin(Dataset with { Slices = [.. Training, .. Validation] }, binning);
        return new TrainingSplit(coarse, [.. coarse.Slices.Take(Training.Count)], [.. coarse.Slices.Skip(Training.Count)]);
    }
}
