using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>An annotated slice made ready for training.</summary>
/// <param name="Slice">The slice as it is in the data set.</param>
/// <param name="Regions">Its annotation.</param>
/// <param name="Normalised">Its grey values on the network's scale.</param>
internal sealed record TrainingSlice(Slice Slice, RegionMap Regions, Raster<float> Normalised)
{
    /// <summary>Brings a slice to the network's scale.</summary>
    /// <param name="slice">An annotated slice.</param>
    /// <param name="normalization">How.</param>
    /// <param name="coarse">The grid that levels of grey are measured on, as a binning of the slice's.</param>
    public static TrainingSlice Prepare(Slice slice, IntensityNormalization normalization, Binning coarse = default) =>
        new(slice, slice.Regions ?? throw new ArgumentException($"found slice '{slice.Id}' without annotation", nameof(slice)), normalization.Apply(slice.Image, IntensityLevels.Measure(slice.Image, coarse)));
}
