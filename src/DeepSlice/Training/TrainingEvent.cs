using DeepSlice.Native.Torch;

namespace DeepSlice.Training;

/// <summary>An event of a training run.</summary>
public abstract record TrainingEvent
{
    private TrainingEvent()
    {
    }

    /// <summary>Training of a network begins or resumes.</summary>
    /// <param name="Plan">The plan of the network.</param>
    /// <param name="TrainingSlices">Ids of the slices it trains on.</param>
    /// <param name="ValidationSlices">Ids of the held-out slices.</param>
    /// <param name="Device">Device of the network.</param>
    /// <param name="Precision">Precision of convolutions.</param>
    /// <param name="Threads">Number of threads of LibTorch.</param>
    /// <param name="FirstEpoch">The first epoch; more than 1 for a resumed run.</param>
    public sealed record Started(
        TrainingPlan Plan, IReadOnlyList<string> TrainingSlices, IReadOnlyList<string> ValidationSlices, Device Device, Precision Precision, int Threads, int FirstEpoch) : TrainingEvent;

    /// <summary>An epoch is done.</summary>
    /// <param name="Record">Its results.</param>
    /// <param name="Done">Epochs done, including those of a cascade's whole-slice network.</param>
    /// <param name="Epochs">Epochs planned, likewise.</param>
    public sealed record EpochDone(EpochRecord Record, int Done, int Epochs) : TrainingEvent;

    /// <summary>The state of the run is saved; a resumed run goes on from here.</summary>
    /// <param name="History">All epochs so far, those of earlier sessions among them.</param>
    public sealed record Saved(IReadOnlyList<EpochRecord> History) : TrainingEvent;

    /// <summary>Training ends before the planned epochs, because the validation score no longer rises.</summary>
    /// <param name="Epoch">The last epoch.</param>
    /// <param name="BestEpoch">The epoch whose weights are kept.</param>
    public sealed record StoppedEarly(int Epoch, int BestEpoch) : TrainingEvent;
}
