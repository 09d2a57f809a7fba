using DeepSlice.Geometry;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>Reads the next slices and writes the last ones on other threads while the network computes.</summary>
/// <remarks>
/// Slices are taken in the order of their sources whichever is read first, so that batches, and with them the last bits of the
/// probabilities, do not depend on timing. A bounded number of slices is held.
/// </remarks>
internal sealed class PredictionPipeline
{
    private readonly Queue<(SliceSource Source, Task<InputSlice> Slice)> _reading = new();
    private readonly Queue<Task<PredictedSlice>> _writing = new();
    private readonly List<PredictedSlice> _written = [];
    private readonly List<PredictionFailure> _failures;
    private readonly SegmentationModel _model;
    private readonly int _batchSize;
    private readonly SlicePredictor _predictor;
    private readonly SliceOutputs _outputs;
    private readonly IProgress<PredictionProgress>? _progress;
    private int _readable;
    private int _predicted;

    public PredictionPipeline(
        SegmentationModel model, PredictionWorkflowOptions options, SliceOutputs outputs, List<PredictionFailure> failures, IProgress<PredictionProgress>? progress)
    {
        _model = model;
        _batchSize = options.Prediction.BatchSize;
        _predictor = new SlicePredictor(model, options.Prediction);
        _outputs = outputs;
        _failures = failures;
        _progress = progress;
    }

    /// <summary>The slices whose files are written, in order; those written before an error or a stop are among them.</summary>
    public IReadOnlyList<PredictedSlice> Written => _written;

    /// <summary>Whether a file is at fault, rather than the program or the output.</summary>
    public static bool IsUnreadable(Exception error) => error is InvalidDataException or IOException or UnauthorizedAccessException;

    /// <summary>Predicts all sources.</summary>
    /// <exception cref="IOException">An output cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Run(IReadOnlyList<SliceSource> sources, CancellationToken cancellationToken)
    {
        _readable = sources.Count;
        var batch = new List<InputSlice>();
        int next = 0;
        try
        {
            while (next < sources.Count || _reading.Count > 0)
            {
                for (; next < sources.Count && _reading.Count < 2 * _batchSize; next++)
                {
                    SliceSource source = sources[next];
                    _reading.Enqueue((source, Task.Run(() => Read(source, cancellationToken), cancellationToken)));
                }

                if (TakeRead() is { } slice)
                {
                    batch.Add(slice);
                }

                if (batch.Count > 0 && (IsFull(batch) || (next == sources.Count && _reading.Count == 0)))
                {
                    Predict(batch, cancellationToken);
                    batch.Clear();
                }
            }
        }
        finally
        {
            Finish();
        }
    }

    private InputSlice Read(SliceSource source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        InputSlice input = source.Read(cancellationToken);
        Raster<float> image = input.Slice.Image;
        WorkingSizeLimit.Require(source.Path, image.Size, input.Slice.Frame.Binning, _model.Plan);

        // What is no number counts as padding, which is 0, so that means and pictures stay numbers.
        foreach (ref float value in image.Pixels)
        {
            value = float.IsFinite(value) ? value : 0;
        }

        return input;
    }

    private InputSlice? TakeRead()
    {
        (SliceSource source, Task<InputSlice> slice) = _reading.Dequeue();
        try
        {
            return slice.GetAwaiter().GetResult();
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            _failures.Add(new PredictionFailure(source.Path, error.Message));
            _readable--;
            return null;
        }
    }

    // Large slices come in smaller batches, so that memory does not grow with them.
    private bool IsFull(List<InputSlice> batch) =>
        batch.Count == _batchSize || batch.Sum(input => input.Slice.Image.Size.PixelCount) >= Math.Min(SlicePredictor.MostPixels, _batchSize * _model.Plan.WorkingSize.PixelCount);

    private void Predict(List<InputSlice> batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<SlicePrediction> predictions = _predictor.Predict([.. batch.Select(input => input.Slice.Image)], cancellationToken);
        for (int i = 0; i < batch.Count; i++)
        {
            InputSlice input = batch[i];
            SlicePrediction prediction = predictions[i];
            bool keepPictures = _predicted++ < PredictionReport.MostPictures;
            _writing.Enqueue(Task.Run(() => _outputs.Write(input, prediction, keepPictures), CancellationToken.None));
        }

        while (_writing.Count > 2 * batch.Count)
        {
            TakeWritten();
        }
    }

    private void TakeWritten()
    {
        _written.Add(_writing.Dequeue().GetAwaiter().GetResult());
        _progress?.Report(new PredictionProgress(_written.Count, _readable));
    }

    // Also after an error or a stop: what is begun is brought to its end, so that a slice has all of its files or none.
    private void Finish()
    {
        Task[] begun = [.. _reading.Select(pair => pair.Slice), .. _writing];
        Task.WhenAll(begun).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _reading.Clear();
        while (_writing.Count > 0)
        {
            TakeWritten();
        }
    }
}
