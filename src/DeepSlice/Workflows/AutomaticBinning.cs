using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Chooses the binning at which an image looks as the slices did that a model was trained on.</summary>
public static class AutomaticBinning
{
    /// <summary>How much larger than the model's working size an image may be that is taken as binned already.</summary>
    private const double BinnedAlready = 1.5;

    private const int Largest = 4096;

    /// <summary>Chooses a binning.</summary>
    /// <param name="size">Size of the image in full-resolution pixels.</param>
    /// <param name="micrometresPerPixel">Side of its pixels in micrometres; null where unknown.</param>
    /// <param name="model">The model.</param>
    /// <returns>
    /// Where the sizes of the image's and of the model's pixels are known, their ratio, rounded. Otherwise 1 where the image's longest side is
    /// at most 1.5 times that of the model's working size, since it must have been binned already; and else the binning of the
    /// model's training slices.
    /// </returns>
    public static Binning Choose(RasterSize size, double? micrometresPerPixel, SegmentationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Provenance.MicrometresPerWorkingPixel() / micrometresPerPixel is double ratio)
        {
            return new Binning((int)Math.Round(Math.Clamp(ratio, 1, Largest)));
        }

        RasterSize working = model.SliceSize;
        return Math.Max(size.Width, size.Height) <= BinnedAlready * Math.Max(working.Width, working.Height)
            ? Binning.None
            : new Binning(model.Provenance.Binning);
    }
}
