using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Refuses slices so much larger than those of training that a network would see nothing it knows, and memory would run out.</summary>
internal static class WorkingSizeLimit
{
    private const int Times = 8;

    /// <summary>Longest side that a model which sees patches takes: its grey values alone are a gigabyte there.</summary>
    private const int LongestInPatches = 16_384;

    public static void Require(string path, RasterSize found, Binning binning, SegmentationModel model)
    {
        int most = model.Patches is null ? NetworkPlan.MaximumSide : LongestInPatches;
        int longest = Math.Min(most, Times * Math.Max(model.SliceSize.Width, model.SliceSize.Height));
        if (Math.Max(found.Width, found.Height) > longest)
        {
            throw new InvalidDataException(
                $"{path}: found {found} pixels at binning {binning}, the model works on {model.SliceSize} and takes sides up to {longest}; choose a larger --binning");
        }
    }
}
