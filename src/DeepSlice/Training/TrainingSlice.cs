using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>An annotated slice, scaled and normalised for training.</summary>
/// <param name="Slice">The slice as it is in the dataset, or resampled to the plan's length of tissue.</param>
/// <param name="Regions">Its annotation.</param>
/// <param name="Normalised">Its grey values on the network's scale.</param>
internal sealed record TrainingSlice(Slice Slice, RegionMap Regions, Raster<float> Normalised)
{
    /// <summary>Scales and normalises a slice.</summary>
    /// <param name="slice">An annotated slice.</param>
    /// <param name="plan">The plan of the run.</param>
    public static TrainingSlice Prepare(Slice slice, TrainingPlan plan)
    {
        RegionMap regions = slice.Regions ?? throw new ArgumentException($"expected an annotated slice, got '{slice.Id}' without annotation", nameof(slice));
        var levels = IntensityLevels.Measure(slice.Image, plan.CoarseBinning);
        if (plan.TissueLength is not double length)
        {
            return new TrainingSlice(slice, regions, plan.Normalization.Apply(slice.Image, levels));
        }

        RasterSize size = TissueScaling.SizeOf(slice.Image.Size, TissueScaling.FactorOf(slice.Image, levels, length));
        Raster<float> image = TissueScaling.Resample(slice.Image, size);
        var scaled = new RegionMap(regions.Catalog, TissueScaling.Resample(regions.Indices, size));
        Raster<byte>? damage = slice.Damage is { } mask ? TissueScaling.Resample(mask, size) : null;
        return new TrainingSlice(slice with { Image = image, Regions = scaled, Damage = damage, Frame = SliceFrame.Identity(size) }, scaled, plan.Normalization.Apply(image, IntensityLevels.Measure(image)));
    }

    /// <summary>Image, labels and damage, for artifacts and augmentation.</summary>
    public SliceSample Sample() => new(Slice.Image, Regions.Indices) { Damage = Slice.Damage };
}
