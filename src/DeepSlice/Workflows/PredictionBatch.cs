using System.Runtime.ExceptionServices;
using DeepSlice.Native.Torch;
using DeepSlice.Prediction;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>A few slices on their way through the network to their files.</summary>
/// <param name="slices">The slices.</param>
/// <param name="pictured">How many of them, from the first one, the report will show.</param>
/// <param name="threads">Threads that the network may use.</param>
internal sealed class PredictionBatch(IReadOnlyList<InputSlice> slices, int pictured, int threads)
{
    private readonly List<PredictedSlice> _written = [];
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Does the work; its errors are kept for <see cref="Finish"/>.</summary>
    /// <param name="predictor">Applies the network.</param>
    /// <param name="outputs">Writes the files.</param>
    /// <param name="cancellationToken">Looked at before the network computes, and while a map at full resolution is written; other files of what it has computed are written.</param>
    public void Run(SlicePredictor predictor, SliceOutputs outputs, CancellationToken cancellationToken)
    {
        try
        {
            TorchRuntime.Threads = threads; // which LibTorch counts for each thread that calls it
            IReadOnlyList<SlicePrediction> predictions = predictor.Predict([.. slices.Select(input => input.Slice.Image)], cancellationToken);
            for (int i = 0; i < slices.Count; i++)
            {
                _written.Add(outputs.Write(slices[i], predictions[i], keepPictures: i < pictured, cancellationToken));
            }

            _end.SetResult();
        }
        catch (Exception error)
        {
            _end.SetException(error);
        }
    }

    /// <summary>Waits for the end of the work, also where it fails.</summary>
    /// <param name="error">What it failed by; null where all is written.</param>
    /// <returns>The slices whose files are written, in order.</returns>
    public IReadOnlyList<PredictedSlice> Finish(out ExceptionDispatchInfo? error)
    {
        error = null;
        try
        {
            _end.Task.GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            error = ExceptionDispatchInfo.Capture(failure);
        }

        return _written;
    }
}
