using DeepSlice.Atlases;
using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Derives a training plan from a dataset, with reasons.</summary>
public static class TrainingPlanner
{
    // The deepest map stays at 4–6 pixels, so that its receptive field spans the slice.
    private const int SmallestMap = 6;
    private const int FirstWidth = 16; // a multiple of what processors compute at once: 24 takes more than twice the time
    private const int GreatestWidth = 256;

    // Augmented slices seen in a run of default length: docs/explanation/recipe.md; and patches: docs/explanation/resolution.md.
    private const int SlicesSeen = 40_000;
    private const int PatchesSeen = 28_000;

    // Length of the tissue and side of the frame for sections of atlases: docs/explanation/any-plane.md.
    private const int SectionTissue = 72;
    private const int SectionSide = 80;
    private const double SectionShare = 0.8;
    private const int SectionsSeen = 150_000;

    private const int PatchSide = 96;
    private const int PixelsAtOnce = 8 * 96 * 96;
    private const int MostPatchesPerVariant = 32;

    // Measured: a step on 8 slices of 96×96 pixels takes some 600 MB in 32 bits, libraries aside.
    private const long BytesPerPixel = 8192;

    /// <summary>Plans a run.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="configuration">Which networks to train.</param>
    /// <returns>A plan whose <see cref="TrainingPlan.Decisions"/> explain it.</returns>
    /// <exception cref="ArgumentException">The dataset has no annotated slice, or one that is too large for the configuration or this machine's memory.</exception>
    public static TrainingPlan Plan(SliceDataset dataset, Configuration configuration = Configuration.Whole) =>
        Plan(dataset, configuration, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Plans a run for a machine of some memory.</summary>
    internal static TrainingPlan Plan(SliceDataset dataset, Configuration configuration, long memoryBytes)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Slice[] annotated = [.. dataset.Slices.Where(slice => slice.Regions is not null && slice.Split != SliceSplit.Test)];
        return annotated.Length == 0
            ? throw new ArgumentException("expected annotated slices to train on, got none; import images together with their annotations", nameof(dataset))
            : configuration == Configuration.Whole ? PlanWhole(dataset, annotated, memoryBytes) : PlanPatches(dataset, annotated, configuration, memoryBytes);
    }

    /// <summary>Plans a run on sections of atlases, with or without annotated slices.</summary>
    /// <param name="dataset">Annotated slices; may be empty.</param>
    /// <param name="atlases">Names of the atlases, one or more.</param>
    /// <param name="synthesis">How sections are made.</param>
    /// <returns>A plan whose <see cref="TrainingPlan.Decisions"/> explain it.</returns>
    internal static TrainingPlan PlanSections(SliceDataset dataset, IReadOnlyList<string> atlases, SynthesisOptions synthesis)
    {
        int annotated = dataset.Slices.Count(slice => slice is { Regions: not null, Split: SliceSplit.Train });
        NetworkPlan network = Network(dataset.Catalog, SectionSide, contextPlanes: 0);
        var atlas = new AtlasPlan { Names = atlases, Share = annotated == 0 ? 1 : SectionShare, Synthesis = synthesis };
        int epochs = SectionsSeen / atlas.SlicesPerEpoch;
        return new TrainingPlan
        {
            Preprocessing = annotated == 0 ? null : dataset.Preprocessing,
            TissueLength = SectionTissue,
            Atlas = atlas,
            Network = network,
            BatchSize = BatchSize(network.WorkingSize.Width, atlas.SlicesPerEpoch, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            Epochs = epochs,
            ValidationInterval = 5,
            AveragingDecay = 0.999,
            LearningRate = new LearningRateSchedule { WarmUpShare = 0.05 },
            Augmentation = new AugmentationOptions
            {
                // Sections are painted in random intensities already.
                DomainRandomization = new DomainRandomizationOptions { Probability = 0.05 },
                Artifacts = new ArtifactOptions { Probability = 0.3 },
                Spatial = new SpatialOptions { UprightProbability = 0.6, Scale = new NumberRange(0.75, 1.2) },
            },
            Decisions =
            [
                new("tissueLength", FormattableString.Invariant($"{SectionTissue}"), "All slices are resampled so that their tissue has this length in pixels, whatever their magnification."),
                new("network.workingSize", $"{network.WorkingSize.Width}×{network.WorkingSize.Height}", "Tissue of that length with some margin, in the next multiple of the network's stride."),
                Widths(network, network.WorkingSize.Width, "so that one pixel there sees the whole slice", dataset.Catalog),
                new("atlas.share", FormattableString.Invariant($"{atlas.Share:0.##}"), annotated == 0
                    ? $"All slices are new sections of {string.Join(" and ", atlases)} in random stains; there are no annotated ones."
                    : $"This share of the slices are new sections of {string.Join(" and ", atlases)} in random stains; the others are variations of {Counted.Of(annotated, "annotated slice")}."),
                new("epochs", $"{epochs}", $"{SectionsSeen:N0} slices; {atlas.SlicesPerEpoch:N0} count as an epoch."),
            ],
        };
    }

    /// <summary>Levels that bring a side down to a deepest map of at most six pixels.</summary>
    /// <param name="side">Longest side in working pixels.</param>
    internal static int Levels(int side)
    {
        int levels = 1;
        while ((side + (1 << (levels - 1)) - 1) >> (levels - 1) > SmallestMap && levels < NetworkPlan.MaximumLevels)
        {
            levels++;
        }

        return levels;
    }

    private static TrainingPlan PlanWhole(SliceDataset dataset, Slice[] annotated, long memoryBytes)
    {
        int side = LongestSide(annotated);
        if (side > NetworkPlan.MaximumSide)
        {
            throw new ArgumentException(
                $"expected slices of at most {NetworkPlan.MaximumSide} working pixels a side, got one of {side}; import with a larger --binning, or train with --configuration cascade", nameof(dataset));
        }

        NetworkPlan network = Network(dataset.Catalog, side, contextPlanes: 0);
        int working = network.WorkingSize.Width;
        int batch = BatchSize(working, annotated.Length, memoryBytes);
        int epochs = Epochs(SlicesSeen, annotated.Length);
        return new TrainingPlan
        {
            Preprocessing = dataset.Preprocessing,
            Network = network,
            BatchSize = batch,
            Epochs = epochs,
            Decisions =
            [
                Scale(dataset),
                new("network.workingSize", $"{working}×{working}", $"The largest slice is {side} pixels a side at binning {dataset.Binning}; slices are centred on a grid of the next multiple of the network's stride of {network.Stride}."),
                Widths(network, working, "so that one pixel there sees the whole slice", dataset.Catalog),
                Artifacts(),
                Batch(batch, working, memoryBytes),
                new("epochs", $"{epochs}", $"{annotated.Length} annotated slices in some {epochs * annotated.Length:N0} variations; with some {SlicesSeen:N0}, 47 slices of 84 pixels reached a cross-validated Dice of .905."),
            ],
        };
    }

    private static TrainingPlan PlanPatches(SliceDataset dataset, Slice[] annotated, Configuration configuration, long memoryBytes)
    {
        int side = LongestSide(annotated);
        int factor = Math.Max(2, (side + PatchSide - 1) / PatchSide);
        bool isCascade = configuration == Configuration.Cascade;
        NetworkPlan network = Network(dataset.Catalog, Math.Min(PatchSide, side), isCascade ? dataset.Catalog.Count : 0);
        int patch = network.WorkingSize.Width;
        int batch = BatchSize(patch, annotated.Length, memoryBytes);
        int epochs = Epochs(PatchesSeen, annotated.Length);
        int interval = Math.Max(20, epochs / (side > 4 * patch ? 4 : 20)); // validation on large slices takes longer than many epochs of patches
        int visits = (int)Math.Clamp((long)side * side / (4L * patch * patch), 1, MostPatchesPerVariant);
        SliceDataset coarse = CoarseSlices.Bin(dataset with { Slices = annotated }, new Binning(factor));
        return new TrainingPlan
        {
            Preprocessing = dataset.Preprocessing,
            Network = network,
            BatchSize = batch,
            Epochs = epochs,
            ValidationInterval = interval,
            Patches = new PatchOptions { CoarseFactor = factor, SliceSize = new RasterSize(side, side), PatchesPerVariant = visits },
            Whole = isCascade ? WholeStageOf(PlanWhole(coarse, [.. coarse.Slices], memoryBytes)) : null,
            Decisions =
            [
                Scale(dataset),
                new("network.workingSize", $"{patch}×{patch}", $"The largest slice is {side} pixels a side at binning {dataset.Binning}; patches of this size train quickly."),
                Widths(network, patch, "so that one pixel there sees the whole patch", dataset.Catalog),
                new("patches.coarseFactor", $"{factor}", $"Grey levels are measured on slices binned {factor} times further, to {(side + factor - 1) / factor} pixels a side{(isCascade ? "; the whole-slice network works on the same grid" : "")}."),
                new("patches.patchesPerVariant", $"{visits}", $"A slice has the area of {(double)side * side / ((double)patch * patch):0.#} patches; that many patches share one draw of artifacts, because rendering artifacts on a large slice takes longer than a training step on a patch."),
                Artifacts(),
                Batch(batch, patch, memoryBytes),
                new("epochs", $"{epochs}", $"Patches of each of {annotated.Length} annotated slices, some {epochs * annotated.Length:N0} in all."),
            ],
        };
    }

    private static WholeStagePlan WholeStageOf(TrainingPlan whole) => new() { Network = whole.Network, Epochs = whole.Epochs, BatchSize = whole.BatchSize };

    private static int LongestSide(Slice[] annotated) => annotated.Max(slice => Math.Max(slice.Image.Width, slice.Image.Height));

    private static int Epochs(int seen, int slices) => Math.Clamp(seen / slices, 20, 2000);

    private static NetworkPlan Network(RegionCatalog catalog, int side, int contextPlanes)
    {
        int levels = Levels(side);
        int stride = 1 << (levels - 1);
        int working = (side + stride - 1) / stride * stride;
        return new NetworkPlan
        {
            RegionCount = catalog.Count,
            Widths = [.. Enumerable.Range(0, levels).Select(level => Math.Min(GreatestWidth, FirstWidth << level))],
            WorkingSize = new RasterSize(working, working),
            ContextPlanes = contextPlanes,
        };
    }

    // Normalisation over a batch needs two of them.
    private static int BatchSize(int working, int slices, long memoryBytes)
    {
        long pixels = (long)working * working;
        long most = memoryBytes / 2 / (pixels * BytesPerPixel);
        return most >= 2
            ? (int)Math.Clamp(PixelsAtOnce / pixels, 2, Math.Max(2, Math.Min(Math.Min(8, most), slices)))
            : throw new ArgumentException(
                $"expected two slices of a batch within half of this machine's memory, {memoryBytes / 2 / 1_000_000_000.0:0.#} GB, got slices of {working} working pixels a side that need some {2 * pixels * BytesPerPixel / 1_000_000_000.0:0.#} GB; train with --configuration cascade or patch, or import with a larger --binning", nameof(working));
    }

    private static PlanDecision Scale(SliceDataset dataset)
    {
        string pixel = dataset.Preprocessing.MicrometresPerWorkingPixel is double side ? FormattableString.Invariant($", {side:0.###} µm a pixel") : "";
        string tissue = TissueLengths.Measure(dataset.Slices.Select(slice => slice.Image)) is { } lengths
            ? FormattableString.Invariant($"tissue is {lengths.Shortest:0} to {lengths.Longest:0} working pixels long")
            : "no tissue is detected";
        return new("preprocessing.binning", $"{dataset.Binning}", $"Binning of the dataset{pixel}; {tissue}.{(DatasetScale.Warning(dataset) is { } warning ? $" Warning: {warning}." : "")}");
    }

    private static PlanDecision Widths(NetworkPlan network, int side, string why, RegionCatalog catalog) => new(
        "network.widths",
        string.Join(", ", network.Widths),
        $"{network.Widths.Count} levels, each half the one before, end in a deepest map of {side / network.Stride} pixels, {why}; {FirstWidth} channels at full size double up to {GreatestWidth}, which is enough for {catalog.Count} regions and fast on two cores.");

    private static PlanDecision Artifacts() => new(
        "augmentation.artifacts.probability",
        FormattableString.Invariant($"{new ArtifactOptions().Probability:0.##}"),
        "This fraction of the training slices gets tears, folds, missing pieces, saturation and other artifacts, so that the network is robust against them.");

    private static PlanDecision Batch(int batch, int side, long memoryBytes) => new(
        "batchSize",
        $"{batch}",
        FormattableString.Invariant($"{batch} times {side}×{side} pixels a step, some {(double)batch * side * side * BytesPerPixel / 1e9:0.#} of this machine's {memoryBytes / 1e9:0} GB: larger slices get smaller batches, so that a step needs about the same memory."));
}
