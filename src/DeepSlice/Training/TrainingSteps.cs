using System.Diagnostics;
using DeepSlice.Atlases;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Training;

/// <summary>The training loop of one epoch.</summary>
internal sealed class TrainingSteps
{
    private readonly TrainingState _state;
    private readonly TrainingPlan _plan;
    private readonly int _sliceCount;
    private readonly BatchSource _source;
    private readonly GradientPass _pass;
    private readonly int _steps;
    private readonly AlphaSmdSchedule _alphaSmd;

    public TrainingSteps(TrainingState state, TrainingPlan plan, IReadOnlyList<TrainingSlice> slices, Precision precision, SegmentationModel? whole, IReadOnlyList<AtlasSections> sections)
    {
        _state = state;
        _plan = plan;
        _sliceCount = plan.SlicesPerEpoch(slices.Count);
        _source = new BatchSource(slices, plan, state.Progress.Step + 1, whole, sections);
        _pass = new GradientPass(state, plan, precision);
        _steps = BatchSource.StepsThrough(plan.Epochs, _sliceCount, plan.BatchSize);
        _alphaSmd = new AlphaSmdSchedule(plan.Loss.AlphaSmd, plan.Seed, _steps);
    }

    /// <summary>Runs the steps of the next epoch, or the remaining ones of an epoch that was stopped.</summary>
    public EpochRecord RunEpoch(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        (TimeSpan waitedBefore, double secondsBefore) = (_source.Waited, _state.Progress.Seconds);
        int epoch = _state.Progress.Epoch + 1;
        int stepsBefore = BatchSource.StepsThrough(epoch - 1, _sliceCount, _plan.BatchSize);
        int lastStep = BatchSource.StepsThrough(epoch, _sliceCount, _plan.BatchSize);
        if (_state.Progress.Step == stepsBefore)
        {
            _state.LossSum.Zero();
        }

        for (int step = _state.Progress.Step + 1; step <= lastStep; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(step);
            _state.Progress = _state.Progress with { Step = step, Seconds = secondsBefore + Stopwatch.GetElapsedTime(start).TotalSeconds };
            _state.Average(_plan.AveragingDecay);
        }

        int count = lastStep - stepsBefore;
        return new EpochRecord
        {
            Epoch = epoch,
            Loss = count > 0 ? _state.LossSum.Scalar() / count : _state.Progress.History[^1].Loss,
            Seconds = _state.Progress.Seconds,
            LearningRate = _plan.LearningRate.At(lastStep, _steps),
            WaitSeconds = (_source.Waited - waitedBefore).TotalSeconds,
        };
    }

    private void Step(int step)
    {
        TrainingBatch batch = _source.Next();
        using var scope = new TensorScope();
        Tensor loss = _pass.Run(batch, _alphaSmd.At(step, _state.Progress.Norms));
        _state.Optimizer.Step(step, _plan.LearningRate.At(step, _steps));
        using var frozen = new NoGradientScope();
        Aten.AddInPlace(_state.LossSum, loss, 1);
    }
}
