using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Rejects slices much larger than the training slices: the network cannot handle them, and memory would run out.</summary>
internal static class WorkingSizeLimit
{
    private const int Times = 8;

    /// <summary>Longest side for a model with patches; the grey values alone then take a gigabyte.</summary>
    private const int LongestInPatches = 16_384;

    public static void Require(string path, RasterSize found, Binning binning, SegmentationModel model)
    {
        int most = model.Patches is null ? NetworkPlan.MaximumSide : LongestInPatches;
        int longest = Math.Min(most, Times * Math.Max(model.SliceSize.Width, model.SliceSize.Height));
        if (Math.Max(found.Width, found.Height) > longest)
        {
            throw new InvalidDataException(
                $"{path}: expected sides of at most {longest} pixels for a model of {model.SliceSize}, got {found} at binning {binning}; choose a larger --binning");
        }
    }
}
