using BenchmarkDotNet.Attributes;
using DeepSlice.Losses;
using DeepSlice.Native.Torch;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Benchmarks;

/// <summary>
/// Forward and backward pass of the α-SMD loss, 8 regions on a batch of 8 × 96 × 96 at 4 levels, beside a whole training step of the default
/// network without it.
/// </summary>
public class LossBenchmark : IDisposable
{
    private const int SlicePixels = 84;

    private TrainingState? _state;
    private GradientPass? _pass;
    private TrainingBatch? _batch;
    private Tensor? _logits;
    private Tensor? _labels;
    private AlphaSmdLoss? _inwards;
    private AlphaSmdLoss? _bidirectional;
    private int _steps;

    /// <summary>Bits that the network computes in; the loss has 32 for either.</summary>
    [Params(Precision.Float32, Precision.BFloat16)]
    public Precision Precision { get; set; }

    /// <summary>Plans for phantoms, and makes logits such as a half-trained network gives: the right region blurred, with noise.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        TorchRuntime.KeepMemory();
        TorchRuntime.Threads = Environment.ProcessorCount;
        SliceDataset dataset = PhantomGenerator.GenerateDataset(16, new PhantomOptions { SizePixels = SlicePixels }, seed: 1);
        TrainingPlan plan = TrainingPlanner.Plan(dataset);
        TrainingSlice[] slices = [.. dataset.Slices.Select(slice => TrainingSlice.Prepare(slice, plan))];
        _batch = new BatchSource(slices, plan, firstStep: 1).Make(step: 1);
        _state = new TrainingState(plan, Device.Cpu);
        _pass = new GradientPass(_state, plan, Precision);
        (int height, int width) = (plan.Network.WorkingSize.Height, plan.Network.WorkingSize.Width);
        _labels = Tensor.From<long>(_batch.Labels, plan.BatchSize, height, width);
        _logits = Tensor.From<float>(Logits(_batch.Labels, plan.Network.RegionCount, height, width), plan.BatchSize, plan.Network.RegionCount, height, width);
        _logits.RequireGradient();
        _inwards = new AlphaSmdLoss(new AlphaSmdOptions { Mode = AlphaSmdMode.Inwards });
        _bidirectional = new AlphaSmdLoss(new AlphaSmdOptions { Mode = AlphaSmdMode.Bidirectional });
    }

    /// <summary>Frees the tensors.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _labels?.Dispose();
        _logits?.Dispose();
        _state?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A training step with cross-entropy and Dice.</summary>
    [Benchmark(Baseline = true)]
    public void TrainingStep()
    {
        using var scope = new TensorScope();
        _pass!.Run(_batch!);
        _state!.Optimizer.Step(++_steps, 1e-3);
    }

    /// <summary>The α-SMD inwards, forwards and backwards to the logits.</summary>
    [Benchmark]
    public float Inwards() => Pass(_inwards!);

    /// <summary>The α-SMD in both directions, forwards and backwards to the logits.</summary>
    [Benchmark]
    public float Bidirectional() => Pass(_bidirectional!);

    private float Pass(AlphaSmdLoss loss)
    {
        using var scope = new TensorScope();
        Tensor value = loss.Compute(Aten.Softmax(_logits!, 1), _labels!, jitter: 0.5);
        value.Backward();
        return value.Scalar();
    }

    private static float[] Logits(long[] labels, int regions, int height, int width)
    {
        const int Reach = 3;
        var random = new RandomStream(1);
        int pixels = height * width;
        int samples = labels.Length / pixels;
        var logits = new float[samples * regions * pixels];
        for (int i = 0; i < labels.Length; i++)
        {
            (int sample, int pixel) = (i / pixels, i % pixels);
            (int y, int x) = (pixel / width, pixel % width);
            for (int region = 0; region < regions; region++)
            {
                int place = (((sample * regions) + region) * pixels) + pixel;
                logits[place] += (float)(0.5 * random.Normal());
                for (int other = Math.Max(0, x - Reach); other <= Math.Min(width - 1, x + Reach); other++)
                {
                    logits[place] += labels[(sample * pixels) + (y * width) + other] == region ? 0.9f : 0;
                }
            }
        }

        return logits;
    }
}
