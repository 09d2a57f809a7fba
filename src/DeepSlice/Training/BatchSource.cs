using System.Diagnostics;
using DeepSlice.Atlases;
using DeepSlice.Geometry;
using DeepSlice.Networks;

namespace DeepSlice.Training;

/// <summary>Makes augmented batches in advance on other threads.</summary>
/// <remarks>
/// Slices come in a sequence of shuffled epochs; the sample at a place of that sequence depends only on the seed and the place, so
/// neither the number of threads nor resuming changes it.
/// </remarks>
internal sealed class BatchSource
{
    private static readonly int s_ahead = Math.Max(4, Environment.ProcessorCount);
    private readonly int _sliceCount;
    private readonly ISampler _sampler;
    private readonly RandomStream _order;
    private readonly RandomStream _samples;
    private readonly RasterSize _size;
    private readonly int _channels;
    private readonly int _batchSize;
    private readonly int _steps;
    private readonly bool _recordsDamage;
    private readonly Queue<Task<TrainingBatch>> _coming = new();
    private volatile EpochOrder? _epochOrder; // batches are made in parallel; who loses the race shuffles once more
    private int _scheduled;

    /// <summary>Begins or resumes a run.</summary>
    /// <param name="slices">Training slices.</param>
    /// <param name="plan">The run's plan.</param>
    /// <param name="firstStep">First step of <see cref="Next"/>.</param>
    /// <param name="whole">The whole-slice model of a cascade; null for none.</param>
    /// <param name="sections">Atlases whose sections are trained on too, as the plan says; null for none.</param>
    public BatchSource(IReadOnlyList<TrainingSlice> slices, TrainingPlan plan, int firstStep, SegmentationModel? whole = null, IReadOnlyList<AtlasSections>? sections = null)
    {
        _sliceCount = plan.SlicesPerEpoch(slices.Count);
        _sampler = SamplerOf(slices, plan, whole, sections);
        var random = new RandomStream(plan.Seed);
        _order = random.Derive("order");
        _samples = random.Derive("samples");
        _size = plan.Network.WorkingSize;
        _channels = plan.Network.InputChannels;
        _batchSize = plan.BatchSize;
        _steps = StepsThrough(plan.Epochs, _sliceCount, plan.BatchSize);
        _recordsDamage = plan.Network.Damage || slices.Any(slice => slice.Slice.Damage is not null);
        _scheduled = firstStep - 1;
    }

    /// <summary>Time that <see cref="Next"/> has waited for batches that were not ready.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Number of steps of a number of epochs.</summary>
    public static int StepsThrough(int epochs, int slices, int batchSize) => (int)((((long)epochs * slices) + batchSize - 1) / batchSize);

    /// <summary>The batch of the next step.</summary>
    public TrainingBatch Next()
    {
        while (_coming.Count <= s_ahead && _scheduled < _steps)
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
        var batch = new TrainingBatch(new float[_batchSize * _channels * pixels], new long[_batchSize * pixels]) { Damage = _recordsDamage ? new byte[_batchSize * pixels] : null };
        for (int k = 0; k < _batchSize; k++)
        {
            long place = ((step - 1L) * _batchSize) + k;
            _sampler.Draw(
                SliceAt(place),
                (int)(place / _sliceCount),
                _samples.Derive((ulong)place),
                batch.Images.AsSpan(k * _channels * pixels, _channels * pixels),
                batch.Labels.AsSpan(k * pixels, pixels),
                batch.Damage is null ? [] : batch.Damage.AsSpan(k * pixels, pixels));
        }

        return batch;
    }

    private static ISampler SamplerOf(IReadOnlyList<TrainingSlice> slices, TrainingPlan plan, SegmentationModel? whole, IReadOnlyList<AtlasSections>? sections)
    {
        if (plan.Atlas is not { } atlas)
        {
            return plan.Patches is null ? new WholeSliceSampler(slices, plan) : new PatchSampler(slices, plan, whole);
        }

        int sectionCount = slices.Count == 0 ? atlas.SlicesPerEpoch : (int)Math.Round(atlas.Share * atlas.SlicesPerEpoch);
        var ofAtlases = new SectionSampler(sections ?? throw new ArgumentException("expected the atlases of the plan, got none", nameof(sections)), plan);
        return sectionCount == atlas.SlicesPerEpoch
            ? ofAtlases
            : new MixedSampler(ofAtlases, sectionCount, new WholeSliceSampler(slices, plan), slices.Count, atlas.SlicesPerEpoch - sectionCount);
    }

    private int SliceAt(long place)
    {
        long epoch = place / _sliceCount;
        EpochOrder order = _epochOrder is { } known && known.Epoch == epoch ? known : Shuffled(epoch);
        _epochOrder = order;
        return order.Slices[(int)(place % _sliceCount)];
    }

    private EpochOrder Shuffled(long epoch)
    {
        int[] slices = [.. Enumerable.Range(0, _sliceCount)];
        _order.Derive((ulong)epoch).Shuffle<int>(slices);
        return new EpochOrder(epoch, slices);
    }

    private sealed record EpochOrder(long Epoch, int[] Slices);
}
