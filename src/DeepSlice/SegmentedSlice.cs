using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Workflows;

namespace DeepSlice;

/// <summary>The regions that a model found in one slice.</summary>
public sealed record SegmentedSlice
{
    private readonly IReadOnlyList<double?> _confidences;

    internal SegmentedSlice(InputSlice input, SlicePrediction prediction, FlagThresholds flags)
    {
        IsDoubtful = flags.Flag(prediction.Confidence, prediction.WeakestConfidence);
        _confidences = prediction.Confidences;
        Regions = prediction.Regions;
        Frame = input.Slice.Frame;
        Scale = input.Scale;
        Confidence = prediction.Confidence;
        Outlines = RegionOutline.Trace(Regions, Frame);
    }

    /// <summary>The region of each pixel, at working resolution.</summary>
    public RegionMap Regions { get; }

    /// <summary>The annotated regions that were found, in full-resolution pixels, in the order of the catalogue.</summary>
    public IReadOnlyList<RegionOutline> Outlines { get; }

    /// <summary>Position of <see cref="Regions"/> on the image.</summary>
    public SliceFrame Frame { get; }

    /// <summary>The scale that the slice was segmented at, why, and what is wrong with it, if anything.</summary>
    public SliceScale Scale { get; }

    /// <summary>Expected Dice of the slice, 0 … 1: the mean over the annotated regions that were found; null where none was.</summary>
    public double? Confidence { get; }

    /// <summary>Whether the slice needs a check before use: its confidence, or that of a region, is below the model's thresholds or unknown.</summary>
    public bool IsDoubtful { get; }

    /// <summary>Expected Dice of a region, 0 … 1.</summary>
    /// <param name="region">A region of the catalogue.</param>
    /// <returns>Null where the region was not found.</returns>
    public double? ConfidenceOf(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return _confidences[region.Index];
    }
}
