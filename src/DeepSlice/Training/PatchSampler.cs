using System.Collections.Concurrent;
using System.Numerics.Tensors;
using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;

namespace DeepSlice.Training;

/// <summary>Draws patches of slices, so that every region and its border are sampled, with the probabilities of a whole-slice network.</summary>
internal sealed class PatchSampler : ISampler
{
    private readonly IReadOnlyList<TrainingSlice> _slices;
    private readonly TrainingPlan _plan;
    private readonly PatchOptions _options;
    private readonly RandomArtifacts _artifacts;
    private readonly SliceAugmenter _augmenter;
    private readonly ContextDegradation _degradation;
    private readonly WholeSlices? _whole;
    private readonly RandomStream _variants;
    private readonly ConcurrentDictionary<(int Slice, int Number), Lazy<PatchVariant>> _made = new();

    /// <summary>Creates a sampler.</summary>
    /// <param name="slices">Training slices.</param>
    /// <param name="plan">A plan with <see cref="TrainingPlan.Patches"/>.</param>
    /// <param name="whole">The whole-slice model; null if the network has no context channels.</param>
    public PatchSampler(IReadOnlyList<TrainingSlice> slices, TrainingPlan plan, SegmentationModel? whole)
    {
        _slices = slices;
        _plan = plan;
        _options = plan.Patches ?? throw new ArgumentException("expected a plan with patches, got one without", nameof(plan));
        _artifacts = new RandomArtifacts(plan.Augmentation.Artifacts);
        _augmenter = new SliceAugmenter(plan.Augmentation);
        _degradation = new ContextDegradation(_options.Context);
        _whole = whole is null ? null : new WholeSlices(whole, new PredictionOptions { Precision = Precision.Float32 }); // the same on every machine, so that runs are reproducible
        _variants = new RandomStream(plan.Seed).Derive("variants");
    }

    public void Draw(int slice, int visit, RandomStream random, Span<float> input, Span<long> labels, Span<byte> damage)
    {
        PatchVariant variant = VariantOf(slice, visit / _options.PatchesPerVariant);
        RasterSize size = _plan.Network.WorkingSize;
        int pixels = (int)size.PixelCount;
        var target = new SliceSample(new Raster<float>(size), new Raster<byte>(size)) { Damage = damage.Length > 0 ? new Raster<byte>(size) : null };
        ISourceMap map = _augmenter.AugmentPatch(variant.Sample, Middle(variant, random.Derive("place")), random, target);
        target.Image.Pixels.CopyTo(input);
        TensorPrimitives.ConvertChecked<byte, long>(target.Labels!.Pixels, labels);
        target.Damage?.Pixels.CopyTo(damage);
        if (variant.Context is { } context)
        {
            _degradation.Apply(context, map, random.Derive("context"), size, input[pixels..]);
        }
        else
        {
            input[pixels..].Clear();
        }
    }

    // The drawn place lies anywhere in the middle half of the patch, so that borders are not always at the same position.
    private BinnedPoint Middle(PatchVariant variant, RandomStream random)
    {
        BinnedPoint place = variant.Places.Draw(_options.BorderShare, random);
        RasterSize size = _plan.Network.WorkingSize;
        return new BinnedPoint(
            MiddleAlong(place.X + (size.Width * random.Uniform(-0.25, 0.25)), size.Width, variant.Sample.Image.Width),
            MiddleAlong(place.Y + (size.Height * random.Uniform(-0.25, 0.25)), size.Height, variant.Sample.Image.Height));
    }

    // Keeps most of the patch within the slice.
    private static double MiddleAlong(double wanted, int patch, int slice)
    {
        double half = 0.85 * Math.Min(patch, slice) / 2;
        return Math.Clamp(wanted, half, slice - half);
    }

    private PatchVariant VariantOf(int slice, int number)
    {
        PatchVariant variant = _made.GetOrAdd((slice, number), key => new Lazy<PatchVariant>(() => Make(key.Slice, key.Number))).Value;

        // Batches are made a few ahead, so the previous variant may still be needed; an older one that a late batch has made anew goes, too.
        foreach ((int Slice, int Number) old in _made.Keys.Where(key => key.Slice == slice && key.Number <= number - 2))
        {
            _made.TryRemove(old, out _);
        }

        return variant;
    }

    private PatchVariant Make(int slice, int number)
    {
        TrainingSlice shown = _slices[slice];
        SliceSample whole = _plan.Network.Damage ? shown.Sample().WithMask() : shown.Sample();
        SliceSample suffered = _artifacts.Apply(whole, _variants.Derive((ulong)slice).Derive((ulong)number));
        Raster<float> coarse = BlockMean.Apply(suffered.Image, new(_options.CoarseFactor));
        Raster<float> normalised = suffered == whole ? shown.Normalised : _plan.Normalization.Apply(suffered.Image, IntensityLevels.Measure(coarse));
        return new PatchVariant(new SliceSample(normalised, suffered.Labels) { Damage = suffered.Damage }, new PatchPlaces(suffered.Labels!), ContextOf(coarse));
    }

    private CoarseProbabilities? ContextOf(Raster<float> coarse)
    {
        if (_whole is null)
        {
            return null;
        }

        TorchRuntime.Threads = 1; // a setting of the calling thread; more would compete with the training
        return new CoarseProbabilities(_whole.Compute([coarse], null, CancellationToken.None)[0], coarse.Size, new(_options.CoarseFactor));
    }
}
