using System.Diagnostics;
using DeepSlice.Losses;
using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>The inner loop: one epoch of steps over augmented batches.</summary>
internal sealed class TrainingSteps
{
    private readonly TrainingState _state;
    private readonly TrainingPlan _plan;
    private readonly int _sliceCount;
    private readonly Precision _precision;
    private readonly Device _device;
    private readonly BatchSource _source;
    private readonly SegmentationLoss _loss;
    private readonly int _steps;

    public TrainingSteps(TrainingState state, TrainingPlan plan, IReadOnlyList<TrainingSlice> slices, Precision precision)
    {
        _state = state;
        _plan = plan;
        _sliceCount = slices.Count;
        _precision = precision;
        _device = state.Network.Weights.Values.Device;
        _source = new BatchSource(slices, plan, state.Progress.Step + 1);
        _loss = new SegmentationLoss(plan.Loss);
        _steps = BatchSource.StepsThrough(plan.Epochs, slices.Count, plan.BatchSize);
    }

    /// <summary>Does the steps of the next epoch, or those left of one that was stopped.</summary>
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
        (long height, long width) = (_plan.Network.WorkingSize.Height, _plan.Network.WorkingSize.Width);
        Tensor images = Tensor.From<float>(batch.Images, _plan.BatchSize, 1, height, width).To(TensorType.Float32, _device);
        Tensor labels = Tensor.From<long>(batch.Labels, _plan.BatchSize, height, width).To(TensorType.Int64, _device);
        _state.Network.Weights.Gradients.Zero();
        Tensor logits;
        using (var autocast = new AutocastScope(_precision, _device))
        {
            logits = _state.Network.Forward(images, training: true);
        }

        Tensor loss = _loss.Compute(logits, labels);
        loss.Backward();
        _state.Optimizer.Step(step, _plan.LearningRate.At(step, _steps));
        using var frozen = new NoGradientScope();
        Aten.AddInPlace(_state.LossSum, loss, 1);
    }
}
