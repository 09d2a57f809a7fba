using System.Runtime.ExceptionServices;
using DeepSlice.Native.Torch;
using DeepSlice.Prediction;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>A few slices on their way through the network to their files, on a thread of their own.</summary>
internal sealed class PredictionBatch
{
    private readonly List<PredictedSlice> _written = [];
    private readonly Task _work;

    /// <summary>Begins the work.</summary>
    /// <param name="slices">The slices.</param>
    /// <param name="pictured">How many of them, from the first one, the report will show.</param>
    /// <param name="threads">Threads that the network may use.</param>
    /// <param name="predictor">Applies the network.</param>
    /// <param name="outputs">Writes the files.</param>
    /// <param name="cancellationToken">Looked at before the network computes; what it has computed is written.</param>
    public PredictionBatch(
        IReadOnlyList<InputSlice> slices, int pictured, int threads, SlicePredictor predictor, SliceOutputs outputs, CancellationToken cancellationToken)
    {
        // LibTorch counts threads for each thread that calls it, so one that has been told a number is not used for anything else.
        _work = Task.Factory.StartNew(
            () =>
            {
                TorchRuntime.Threads = threads;
                IReadOnlyList<SlicePrediction> predictions = predictor.Predict([.. slices.Select(input => input.Slice.Image)], cancellationToken);
                for (int i = 0; i < slices.Count; i++)
                {
                    _written.Add(outputs.Write(slices[i], predictions[i], keepPictures: i < pictured));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>Waits for the end of the work, also where it fails.</summary>
    /// <param name="error">What it failed by; null where all is written.</param>
    /// <returns>The slices whose files are written, in order.</returns>
    public IReadOnlyList<PredictedSlice> Finish(out ExceptionDispatchInfo? error)
    {
        error = null;
        try
        {
            _work.GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            error = ExceptionDispatchInfo.Capture(failure);
        }

        return _written;
    }
}
