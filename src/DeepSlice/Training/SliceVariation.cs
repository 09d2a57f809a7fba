using System.Numerics.Tensors;
using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Training;

/// <summary>Makes a training sample of a whole slice: artifacts, normalisation, augmentation.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SliceVariation(TrainingPlan plan)
{
    private readonly RandomArtifacts _artifacts = new(plan.Augmentation.Artifacts);
    private readonly SliceAugmenter _augmenter = new(plan.Augmentation);

    /// <summary>Makes a sample.</summary>
    /// <remarks>Artifacts come first and in the image's own units, so that normalisation works on the same kind of image as in prediction.</remarks>
    /// <param name="whole">The slice, with labels.</param>
    /// <param name="normalised">Its image on the network's scale, for samples without artifacts; null to normalise it now.</param>
    /// <param name="random">Random numbers of this sample.</param>
    /// <param name="input">As of <see cref="ISampler.Draw"/>.</param>
    /// <param name="labels">As of <see cref="ISampler.Draw"/>.</param>
    /// <param name="damage">As of <see cref="ISampler.Draw"/>.</param>
    public void Apply(SliceSample whole, Raster<float>? normalised, RandomStream random, Span<float> input, Span<long> labels, Span<byte> damage)
    {
        whole = damage.Length > 0 ? whole.WithMask() : whole;
        SliceSample suffered = _artifacts.Apply(whole, random.Derive("artifacts"));
        Raster<float> shown = suffered == whole && normalised is not null
            ? normalised
            : plan.Normalization.Apply(suffered.Image, IntensityLevels.Measure(suffered.Image));
        RasterSize size = plan.Network.WorkingSize;
        var target = new SliceSample(new Raster<float>(size), new Raster<byte>(size)) { Damage = damage.Length > 0 ? new Raster<byte>(size) : null };
        _augmenter.Augment(new SliceSample(shown, suffered.Labels) { Damage = suffered.Damage }, random, target);
        target.Image.Pixels.CopyTo(input);
        TensorPrimitives.ConvertChecked<byte, long>(target.Labels!.Pixels, labels);
        target.Damage?.Pixels.CopyTo(damage);
    }
}
