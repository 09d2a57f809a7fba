using System.Runtime.ExceptionServices;
using DeepSlice.Native.Torch;
using DeepSlice.Prediction;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>A batch of slices, which are predicted and written together.</summary>
/// <param name="slices">The slices, and where they were read from.</param>
/// <param name="pictured">Whether the report shows the slices with pictures of their own.</param>
/// <param name="threads">Threads that the network may use.</param>
internal sealed class PredictionBatch(IReadOnlyList<(SliceSource Source, InputSlice Input)> slices, bool pictured, int threads)
{
    private readonly List<PredictedSlice> _written = [];
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Predicts and writes the slices; <see cref="Finish"/> returns the error, if any.</summary>
    /// <param name="predictor">Applies the network.</param>
    /// <param name="outputs">Writes the files.</param>
    /// <param name="cancellationToken">Checked before the network computes, and while a map at full resolution is written; the other files of computed slices are written.</param>
    public void Run(SlicePredictor predictor, SliceOutputs outputs, CancellationToken cancellationToken)
    {
        try
        {
            TorchRuntime.Threads = threads; // LibTorch keeps this setting per thread
            IReadOnlyList<SlicePrediction> predictions = predictor.Predict(
                [.. slices.Select(slice => slice.Input.Slice.Image)], [.. slices.Select(slice => slice.Input.Levels)], cancellationToken);
            Write(predictions, outputs, cancellationToken);
            _end.SetResult();
        }
        catch (Exception error)
        {
            _end.SetException(error);
        }
    }

    // A slice is flushed to the disk while the next one is drawn and compressed.
    private void Write(IReadOnlyList<SlicePrediction> predictions, SliceOutputs outputs, CancellationToken cancellationToken)
    {
        List<Task<PredictedSlice>> publishing = [];
        try
        {
            for (int i = 0; i < slices.Count; i++)
            {
                if (outputs.IsFinished(slices[i].Source))
                {
                    continue; // it only belongs to the batch
                }

                publishing.Add(outputs.Write(slices[i].Source, slices[i].Input, predictions[i], pictured, cancellationToken));
            }
        }
        finally
        {
            // If one slice fails, the others are still published.
            Task.WhenAll(publishing).ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            _written.AddRange(publishing.Where(slice => slice.IsCompletedSuccessfully).Select(slice => slice.Result));
        }

        Task.WhenAll(publishing).GetAwaiter().GetResult();
    }

    /// <summary>Waits until the batch is written or has failed.</summary>
    /// <param name="error">The error; null if all slices are written.</param>
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
