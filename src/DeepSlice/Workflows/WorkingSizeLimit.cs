using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Refuses slices so much larger than those of training that a network would see nothing it knows, and memory would run out.</summary>
internal static class WorkingSizeLimit
{
    private const int Times = 8;

    public static void Require(string path, RasterSize found, Binning binning, NetworkPlan plan)
    {
        int longest = Math.Min(NetworkPlan.MaximumSide, Times * Math.Max(plan.WorkingSize.Width, plan.WorkingSize.Height));
        if (Math.Max(found.Width, found.Height) > longest)
        {
            throw new InvalidDataException(
                $"{path}: found {found} pixels at binning {binning}, the model works on {plan.WorkingSize} and takes sides up to {longest}; choose a larger --binning");
        }
    }
}
