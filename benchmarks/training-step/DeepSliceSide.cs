using System.Diagnostics;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Phantoms;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Benchmarks;

/// <summary>DeepSlice's own training step, with the default plan for slices of 84 pixels a side.</summary>
internal sealed class DeepSliceSide : ITrainingSide
{
    private const int SlicePixels = 84;
    private const int SliceCount = 42;
    private const double LearningRate = 1e-3;
    private readonly TrainingPlan _plan;
    private readonly TrainingBatch _batch;
    private readonly Dictionary<Precision, Course> _courses;

    public DeepSliceSide(int threads)
    {
        TorchRuntime.KeepMemory();
        TorchRuntime.Threads = threads;
        SliceDataset dataset = PhantomGenerator.GenerateDataset(SliceCount, new PhantomOptions { SizePixels = SlicePixels }, seed: 1);
        _plan = TrainingPlanner.Plan(dataset);
        TrainingSlice[] slices = [.. dataset.Slices.Select(slice => TrainingSlice.Prepare(slice, _plan))];
        _batch = new BatchSource(slices, _plan, firstStep: 1).Make(step: 1);
        _courses = Enum.GetValues<Precision>().ToDictionary(precision => precision, precision => new Course(_plan, precision));
    }

    public string Name => "DeepSlice";

    /// <summary>What is computed, in words.</summary>
    public string Description =>
        $"U-Net {string.Join(", ", _plan.Network.Widths)}; {_plan.BatchSize} slices of {_plan.Network.WorkingSize}; {_plan.Network.RegionCount} regions";

    /// <summary>Writes the starting weights and the batch for the other side.</summary>
    public void Save(string path)
    {
        (long height, long width) = (_plan.Network.WorkingSize.Height, _plan.Network.WorkingSize.Width);
        NetworkWeights weights = _courses[Precision.Float32].State.Network.Weights;
        SafetensorsTensor[] tensors =
        [
            .. weights.All.Select(parameter => new SafetensorsTensor(parameter.Name, parameter.Shape, parameter.Value.ToArray<float>())),
            new SafetensorsTensor("batch.images", [_plan.BatchSize, 1, height, width], _batch.Images),
            new SafetensorsTensor("batch.labels", [_plan.BatchSize, height, width], Array.ConvertAll(_batch.Labels, label => (float)label)),
        ];
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    public (double Loss, double GradientNorm) Check(Precision precision)
    {
        using var scope = new TensorScope();
        Course course = _courses[precision];
        Tensor loss = course.Pass.Run(_batch);
        return (loss.Scalar(), Aten.Norm(course.State.Network.Weights.Gradients).Scalar());
    }

    public IReadOnlyList<StepTime> Time(Precision precision, int steps)
    {
        Course course = _courses[precision];
        var times = new StepTime[steps];
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan used = Environment.CpuUsage.TotalTime;
            using var scope = new TensorScope();
            course.Pass.Run(_batch);
            course.State.Optimizer.Step(++course.Steps, LearningRate);
            times[i] = new StepTime(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
        }

        return times;
    }

    public void Dispose()
    {
        foreach (Course course in _courses.Values)
        {
            course.State.Dispose();
        }
    }

    private sealed class Course
    {
        public Course(TrainingPlan plan, Precision precision)
        {
            State = new TrainingState(plan, Device.Cpu);
            Pass = new GradientPass(State, plan, precision);
        }

        public TrainingState State { get; }

        public GradientPass Pass { get; }

        public int Steps { get; set; }
    }
}
