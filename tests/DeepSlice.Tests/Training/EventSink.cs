using DeepSlice.Training;

namespace DeepSlice.Tests.Training;

/// <summary>Remembers what a run reports, on the run's own thread, and may act on it.</summary>
internal sealed class EventSink(Action<TrainingEvent>? act = null) : IProgress<TrainingEvent>
{
    public List<TrainingEvent> Events { get; } = [];

    public void Report(TrainingEvent value)
    {
        Events.Add(value);
        act?.Invoke(value);
    }

    /// <summary>Calls an action when an epoch is done.</summary>
    public static EventSink AfterEpoch(int epoch, Action action) => new(occurred =>
    {
        if (occurred is TrainingEvent.EpochDone done && done.Record.Epoch == epoch)
        {
            action();
        }
    });
}
