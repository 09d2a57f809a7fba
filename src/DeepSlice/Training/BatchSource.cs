using System.Diagnostics;
using DeepSlice.Augmentation;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Training;

/// <summary>Makes augmented batches ahead of the training on other threads.</summary>
/// <remarks>
/// Slices come in an endless row of shuffled epochs; the sample at a place of that row depends on the seed and the place alone, so
/// neither the number of threads nor a resumed run changes it.
/// </remarks>
internal sealed class BatchSource
{
    private const int Ahead = 4;
    private readonly IReadOnlyList<TrainingSlice> _slices;
    private readonly RandomArtifacts _artifacts;
    private readonly IntensityNormalization _normalization;
    private readonly SliceAugmenter _augmenter;
    private readonly RandomStream _order;
    private readonly RandomStream _samples;
    private readonly RasterSize _size;
    private readonly int _batchSize;
    private readonly int _steps;
    private readonly Queue<Task<TrainingBatch>> _coming = new();
    private int _scheduled;

    public BatchSource(IReadOnlyList<TrainingSlice> slices, TrainingPlan plan, int firstStep)
    {
        _slices = slices;
        _artifacts = new RandomArtifacts(plan.Augmentation.Artifacts);
        _normalization = plan.Normalization;
        _augmenter = new SliceAugmenter(plan.Augmentation);
        var random = new RandomStream(plan.Seed);
        _order = random.Derive("order");
        _samples = random.Derive("samples");
        _size = plan.Network.WorkingSize;
        _batchSize = plan.BatchSize;
        _steps = StepsThrough(plan.Epochs, slices.Count, plan.BatchSize);
        _scheduled = firstStep - 1;
    }

    /// <summary>Time that <see cref="Next"/> has waited for batches that were not ready.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Steps until a number of epochs is done.</summary>
    public static int StepsThrough(int epochs, int slices, int batchSize) => (int)((((long)epochs * slices) + batchSize - 1) / batchSize);

    /// <summary>The batch of the next step.</summary>
    public TrainingBatch Next()
    {
        while (_coming.Count <= Ahead && _scheduled < _steps)
        {
            int step = ++_scheduled;
            _coming.Enqueue(Task.Run(() => Make(step)));
        }

        long start = Stopwatch.GetTimestamp();
        TrainingBatch batch = _coming.Dequeue().GetAwaiter().GetResult();
        Waited += Stopwatch.GetElapsedTime(start);
        return batch;
    }

    /// <summary>The batch of a step, made on the calling thread.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    public TrainingBatch Make(int step)
    {
        int pixels = (int)_size.PixelCount;
        var batch = new TrainingBatch(new float[_batchSize * pixels], new long[_batchSize * pixels]);
        var image = new Raster<float>(_size);
        var labels = new Raster<byte>(_size);
        for (int k = 0; k < _batchSize; k++)
        {
            long place = ((step - 1L) * _batchSize) + k;
            TrainingSlice slice = _slices[SliceAt(place)];
            Vary(slice, _samples.Derive((ulong)place), image, labels);
            image.Pixels.CopyTo(batch.Images.AsSpan(k * pixels));
            Span<long> target = batch.Labels.AsSpan(k * pixels, pixels);
            ReadOnlySpan<byte> source = labels.Pixels;
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = source[i];
            }
        }

        return batch;
    }

    // Artifacts come first and in the image's own unit, as they do in life: the normalisation then meets what it will meet in prediction.
    private void Vary(TrainingSlice slice, RandomStream random, Raster<float> image, Raster<byte> labels)
    {
        var whole = new SliceSample(slice.Slice.Image, slice.Regions.Indices);
        SliceSample suffered = _artifacts.Apply(whole, random.Derive("artifacts"));
        Raster<float> normalised = suffered == whole
            ? slice.Normalised
            : _normalization.Apply(suffered.Image, IntensityLevels.Measure(suffered.Image));
        _augmenter.Augment(normalised, suffered.Labels!, random, image, labels);
    }

    private int SliceAt(long place)
    {
        Span<int> order = _slices.Count <= 256 ? stackalloc int[_slices.Count] : new int[_slices.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        _order.Derive((ulong)(place / _slices.Count)).Shuffle(order);
        return order[(int)(place % _slices.Count)];
    }
}
