using System.Diagnostics;
using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>The inner loop: one epoch of steps over augmented batches.</summary>
internal sealed class TrainingSteps
{
    private readonly TrainingState _state;
    private readonly TrainingPlan _plan;
    private readonly int _sliceCount;
    private readonly Device _device;
    private readonly BatchSource _source;
    private readonly GradientPass _pass;
    private readonly int _steps;

    public TrainingSteps(TrainingState state, TrainingPlan plan, IReadOnlyList<TrainingSlice> slices, Precision precision)
    {
        _state = state;
        _plan = plan;
        _sliceCount = slices.Count;
        _device = state.Network.Weights.Values.Device;
        _source = new BatchSource(slices, plan, state.Progress.Step + 1);
        _pass = new GradientPass(state, plan, precision);
        _steps = BatchSource.StepsThrough(plan.Epochs, slices.Count, plan.BatchSize);
    }

    /// <summary>Does the steps of the next epoch.</summary>
    public EpochRecord RunEpoch(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan waitedBefore = _source.Waited;
        int epoch = _state.Progress.Epoch + 1;
        int lastStep = BatchSource.StepsThrough(epoch, _sliceCount, _plan.BatchSize);
        int count = lastStep - _state.Progress.Step;
        using Tensor sum = Tensor.Zeros(TensorType.Float32, _device, 1);
        double learningRate = 0;
        for (int step = _state.Progress.Step + 1; step <= lastStep; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            learningRate = _plan.LearningRate.At(step, _steps);
            Step(step, learningRate, sum);
            _state.Progress = _state.Progress with { Step = step };
            _state.Average(_plan.AveragingDecay);
        }

        EpochRecord? last = _state.Progress.History is [.., EpochRecord before] ? before : null;
        return new EpochRecord
        {
            Epoch = epoch,
            Loss = count == 0 ? last?.Loss ?? 0 : sum.Scalar() / count,
            Seconds = (last?.Seconds ?? 0) + Stopwatch.GetElapsedTime(start).TotalSeconds,
            LearningRate = learningRate,
            WaitSeconds = (_source.Waited - waitedBefore).TotalSeconds,
        };
    }

    private void Step(int step, double learningRate, Tensor sum)
    {
        TrainingBatch batch = _source.Next();
        using var scope = new TensorScope();
        Tensor loss = _pass.Run(batch);
        _state.Optimizer.Step(step, learningRate);
        using var frozen = new NoGradientScope();
        Aten.AddInPlace(sum, loss, 1);
    }
}
