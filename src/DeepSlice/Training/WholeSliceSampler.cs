using System.Numerics.Tensors;
using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Training;

/// <summary>Samples whole slices, with new artifacts and augmentation each time.</summary>
internal sealed class WholeSliceSampler(IReadOnlyList<TrainingSlice> slices, TrainingPlan plan) : ISampler
{
    private readonly RandomArtifacts _artifacts = new(plan.Augmentation.Artifacts);
    private readonly SliceAugmenter _augmenter = new(plan.Augmentation);

    // Artifacts come first and in the image's own units, so that normalisation works on the same kind of image as in prediction.
    public void Draw(int slice, int visit, RandomStream random, Span<float> input, Span<long> labels)
    {
        TrainingSlice shown = slices[slice];
        var whole = new SliceSample(shown.Slice.Image, shown.Regions.Indices);
        SliceSample suffered = _artifacts.Apply(whole, random.Derive("artifacts"));
        Raster<float> normalised = suffered == whole
            ? shown.Normalised
            : plan.Normalization.Apply(suffered.Image, IntensityLevels.Measure(suffered.Image));
        var image = new Raster<float>(plan.Network.WorkingSize);
        var indices = new Raster<byte>(plan.Network.WorkingSize);
        _augmenter.Augment(normalised, suffered.Labels!, random, image, indices);
        image.Pixels.CopyTo(input);
        TensorPrimitives.ConvertChecked<byte, long>(indices.Pixels, labels);
    }
}
