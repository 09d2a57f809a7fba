using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>Plans the scale of a dataset where nothing is known of it, and judges it.</summary>
internal static class DatasetScale
{
    // The smallest slices on which networks were measured to reach the scores of finer ones: docs/explanation/resolution.md.
    private const int UsualSide = 84;

    /// <summary>Chooses binnings by the tissue of slices of some 84 working pixels.</summary>
    public static ScaleReference Usual { get; } = new() { Tissue = TissueLengths.Typical(new RasterSize(UsualSide, UsualSide)), Owner = "a usual dataset's" };

    /// <summary>Judges whether tissue is large enough to be segmented.</summary>
    /// <param name="dataset">Slices at working resolution.</param>
    /// <returns>What was expected and found, and the binning that fits; null if nothing is wrong.</returns>
    public static string? Warning(SliceDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        (string Id, double Length)[] small =
        [
            .. dataset.Slices.AsParallel().AsOrdered().Select(slice => (slice.Id, Length: TissueLength.Measure(slice.Image)))
                .Where(slice => slice.Length is > 0 and < TissueLengths.TooSmall),
        ];
        if (small.Length == 0)
        {
            return null;
        }

        (string smallest, double length) = small.MinBy(slice => slice.Length);
        int fitting = (int)Math.Max(1, Math.Round(dataset.Binning.Factor * length / Usual.Tissue.Median));
        string remedy = fitting < dataset.Binning.Factor ? $"import again with --binning {fitting}" : "take images of a higher resolution";
        string others = small.Length > 1 ? $", and too short a tissue in {small.Length} of {dataset.Slices.Count} slices" : "";
        return FormattableString.Invariant(
            $"expected tissue at least {TissueLengths.TooSmall} working pixels long, got {length:0} in slice '{smallest}' at binning {dataset.Binning}{others}; {remedy}");
    }
}
