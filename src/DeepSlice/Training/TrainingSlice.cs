using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>An annotated slice, normalised for training.</summary>
/// <param name="Slice">The slice as it is in the dataset.</param>
/// <param name="Regions">Its annotation.</param>
/// <param name="Normalised">Its grey values on the network's scale.</param>
internal sealed record TrainingSlice(Slice Slice, RegionMap Regions, Raster<float> Normalised)
{
    /// <summary>Normalises a slice.</summary>
    /// <param name="slice">An annotated slice.</param>
    /// <param name="normalization">The normalisation.</param>
    /// <param name="coarse">The grid that grey levels are measured on, as a binning of the slice's grid.</param>
    public static TrainingSlice Prepare(Slice slice, IntensityNormalization normalization, Binning coarse = default) =>
        new(slice, slice.Regions ?? throw new ArgumentException($"expected an annotated slice, got '{slice.Id}' without annotation", nameof(slice)), normalization.Apply(slice.Image, IntensityLevels.Measure(slice.Image, coarse)));
}
