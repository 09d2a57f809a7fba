using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Derives a training plan from a data set, and says why.</summary>
public static class TrainingPlanner
{
    // The deepest map stays at 4–6 pixels, so that its receptive field spans the slice.
    private const int SmallestMap = 6;
    private const int FirstWidth = 16; // a multiple of what processors compute at once: 24 takes more than twice the time
    private const int GreatestWidth = 256;

    // Augmented slices seen in a run of default length: docs/explanation/recipe.md.
    private const int SlicesSeen = 40_000;

    /// <summary>Plans a run.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <returns>A plan whose <see cref="TrainingPlan.Decisions"/> explain it.</returns>
    /// <exception cref="ArgumentException">The data set has no annotated slice, or one that is too large.</exception>
    public static TrainingPlan Plan(SliceDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Slice[] annotated = [.. dataset.Slices.Where(slice => slice.Regions is not null && slice.Split != SliceSplit.Test)];
        if (annotated.Length == 0)
        {
            throw new ArgumentException("found no annotated slice to train on; import images together with their annotations", nameof(dataset));
        }

        int side = annotated.Max(slice => Math.Max(slice.Image.Width, slice.Image.Height));
        if (side > NetworkPlan.MaximumSide)
        {
            throw new ArgumentException(
                $"found a slice of {side} working pixels a side, allowed are {NetworkPlan.MaximumSide}; import with a larger --binning", nameof(dataset));
        }

        int levels = Levels(side);
        int stride = 1 << (levels - 1);
        int working = (side + stride - 1) / stride * stride;
        int[] widths = [.. Enumerable.Range(0, levels).Select(level => Math.Min(GreatestWidth, FirstWidth << level))];
        int batch = (int)Math.Clamp(8L * 96 * 96 / ((long)working * working), 2, Math.Max(2, Math.Min(8, annotated.Length)));
        var artifacts = new ArtifactOptions();
        int epochs = Math.Clamp(SlicesSeen / annotated.Length, 20, 2000);
        return new TrainingPlan
        {
            Network = new NetworkPlan
            {
                RegionCount = dataset.Catalog.Count,
                Widths = widths,
                WorkingSize = new RasterSize(working, working),
            },
            BatchSize = batch,
            Epochs = epochs,
            Decisions =
            [
                new("network.workingSize", $"{working}×{working}", $"The largest slice is {side} pixels a side at binning {dataset.Binning}; slices are centred on the next multiple of the network's stride of {stride}."),
                new("network.widths", string.Join(", ", widths), $"{levels} levels, each half the one before, end in a deepest map of {working / stride} pixels, so that one pixel there sees the whole slice; {FirstWidth} channels at full size double up to {GreatestWidth}, which tells {dataset.Catalog.Count} regions apart and is quick on two cores."),
                new("augmentation.artifacts.probability", FormattableString.Invariant($"{artifacts.Probability:0.##}"), $"So many of the slices shown suffer tears, folds, missing pieces, saturation and other artifacts, so that the network bears them in the slices it will meet."),
                new("batchSize", $"{batch}", $"{batch} slices of {working}×{working} a step: larger slices come in smaller batches, so that a step needs about the same memory."),
                new("epochs", $"{epochs}", $"{annotated.Length} annotated slices are shown in some {epochs * annotated.Length:N0} variations; by some {SlicesSeen:N0}, 47 slices of 84 pixels reached a cross-validated Dice of .905."),
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
}
