using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>Something that happened during a run.</summary>
public abstract record TrainingEvent
{
    private TrainingEvent()
    {
    }

    /// <summary>Training begins, or goes on.</summary>
    /// <param name="Plan">What will be done.</param>
    /// <param name="TrainingSlices">Number of slices trained on.</param>
    /// <param name="ValidationSlices">Number of slices set aside.</param>
    /// <param name="Device">Where it computes.</param>
    /// <param name="Precision">Bits that convolutions are computed in.</param>
    /// <param name="Threads">Threads LibTorch computes with.</param>
    /// <param name="FirstEpoch">The epoch it begins with; more than 1 for a resumed run.</param>
    public sealed record Started(
        TrainingPlan Plan, int TrainingSlices, int ValidationSlices, Device Device, Precision Precision, int Threads, int FirstEpoch) : TrainingEvent;

    /// <summary>An epoch is done.</summary>
    /// <param name="Record">What it came to.</param>
    /// <param name="Done">Epochs done, those of a combined run's whole-slice network included.</param>
    /// <param name="Epochs">Epochs planned, likewise.</param>
    public sealed record EpochDone(EpochRecord Record, int Done, int Epochs) : TrainingEvent;

    /// <summary>Training ends before the planned epochs, because the validation score has stopped rising.</summary>
    /// <param name="Epoch">The last epoch.</param>
    /// <param name="BestEpoch">The epoch whose weights are kept.</param>
    public sealed record StoppedEarly(int Epoch, int BestEpoch) : TrainingEvent;
}
