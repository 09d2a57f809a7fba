using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>Reads slices ahead while earlier ones are predicted and written, one batch per thread.</summary>
/// <remarks>
/// Threads with a batch each do not wait for one another, unlike threads that share a batch.
/// Slices are processed in the order of their sources, so that batches, and thus the last bits of the
/// probabilities, do not depend on timing. A bounded number of slices is kept in memory.
/// </remarks>
internal sealed class PredictionPipeline
{
    private const long MostPixelsAhead = 16 << 20;

    private readonly Queue<(SliceSource Source, Task<InputSlice> Slice)> _reading = new();
    private readonly Queue<PredictionBatch> _working = new();
    private readonly List<PredictedSlice> _written = [];
    private readonly List<FileFailure> _failures;
    private readonly PriorityQueue<int, double> _pictured = new();
    private readonly SegmentationModel _model;
    private readonly int _mostAtOnce;
    private readonly int _threads = TorchRuntime.Threads;
    private readonly SlicePredictor _predictor;
    private readonly SliceOutputs _outputs;
    private readonly IProgress<PredictionProgress>? _progress;
    private int _workers;
    private int _batchSize;
    private int _readable;
    private int _begun;

    public PredictionPipeline(
        SegmentationModel model, PredictionWorkflowOptions options, SliceOutputs outputs, List<FileFailure> failures, IProgress<PredictionProgress>? progress)
    {
        _model = model;
        _mostAtOnce = options.Prediction.BatchSize;
        _predictor = new SlicePredictor(model, options.Prediction);
        _outputs = outputs;
        _failures = failures;
        _progress = progress;
    }

    /// <summary>The slices whose files are written, in order, including those written before an error or cancellation.</summary>
    public IReadOnlyList<PredictedSlice> Written => _written;

    /// <summary>Predicts all sources.</summary>
    /// <exception cref="IOException">An output cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Run(IReadOnlyList<SliceSource> sources, CancellationToken cancellationToken)
    {
        _readable = sources.Count;
        _workers = Math.Clamp(sources.Count, 1, _threads);

        // Slices read ahead take memory; one large slice is enough to keep the network busy.
        int most = (int)Math.Clamp(MostPixelsAhead / _model.SliceSize.PixelCount, 1, _mostAtOnce);
        _batchSize = Math.Clamp((sources.Count + _workers - 1) / _workers, 1, most);
        using var begun = new BlockingCollection<PredictionBatch>();
        Thread[] workers = [.. Enumerable.Range(0, _workers).Select(_ => StartWorker(begun, cancellationToken))];
        var batch = new List<InputSlice>();
        int next = 0;
        try
        {
            while (next < sources.Count || _reading.Count > 0)
            {
                for (; next < sources.Count && _reading.Count < 2 * _batchSize; next++)
                {
                    SliceSource source = sources[next];
                    _reading.Enqueue((source, Task.Run(() => source.ReadFor(_model, cancellationToken), cancellationToken)));
                }

                if (TakeRead() is { } slice)
                {
                    batch.Add(slice);
                }

                if (batch.Count > 0 && (IsFull(batch) || (next == sources.Count && _reading.Count == 0)))
                {
                    Begin([.. batch], begun);
                    batch.Clear();
                }
            }
        }
        finally
        {
            begun.CompleteAdding();
            Finish(workers);
        }
    }

    // Long-lived threads keep the per-thread caches of LibTorch and the C library.
    private Thread StartWorker(BlockingCollection<PredictionBatch> begun, CancellationToken cancellationToken)
    {
        var worker = new Thread(() =>
        {
            foreach (PredictionBatch batch in begun.GetConsumingEnumerable(CancellationToken.None))
            {
                batch.Run(_predictor, _outputs, cancellationToken);
            }
        })
        {
            IsBackground = true,
        };
        worker.Start();
        return worker;
    }

    private InputSlice? TakeRead()
    {
        (SliceSource source, Task<InputSlice> slice) = _reading.Dequeue();
        try
        {
            return slice.GetAwaiter().GetResult();
        }
        catch (Exception error) when (FileFailure.IsOne(error))
        {
            _failures.Add(FileFailure.Of(source.Path, error));
            _readable--;
            return null;
        }
    }

    // Batches of large slices are smaller, to bound memory.
    private bool IsFull(List<InputSlice> batch) =>
        batch.Count == _batchSize || Pixels(batch) >= Math.Min(SlicePredictor.MostPixels / _workers, _batchSize * _model.SliceSize.PixelCount);

    private static long Pixels(IEnumerable<InputSlice> batch) => batch.Sum(input => input.Slice.Image.Size.PixelCount);

    private void Begin(InputSlice[] batch, BlockingCollection<PredictionBatch> begun)
    {
        // A slice that needs the memory of all batches is computed alone, by all threads.
        bool alone = Pixels(batch) > SlicePredictor.MostPixels / _workers;
        Take(mostLeft: alone ? 0 : _workers - 1);
        int pictured = Math.Clamp(PredictionReport.MostPictures - _begun, 0, batch.Length);
        _begun += batch.Length;
        var work = new PredictionBatch(batch, pictured, alone ? _threads : _threads / _workers);
        _working.Enqueue(work);
        begun.Add(work);
        Take(mostLeft: alone ? 0 : _workers);
    }

    // If one batch fails, the slices of the others are still written and belong in the table.
    private void Take(int mostLeft)
    {
        ExceptionDispatchInfo? first = null;
        while (_working.Count > mostLeft)
        {
            IReadOnlyList<PredictedSlice> written = _working.Dequeue().Finish(out ExceptionDispatchInfo? error);
            foreach (PredictedSlice slice in written)
            {
                _written.Add(slice);
                KeepWorstPictures();
                _progress?.Report(new PredictionProgress(_written.Count, _readable));
            }

            first ??= error;
        }

        first?.Throw();
    }

    // The report shows a bounded number of slices: the least certain ones.
    private void KeepWorstPictures()
    {
        int last = _written.Count - 1;
        if (_written[last].Pictures is null)
        {
            return;
        }

        _pictured.Enqueue(last, -_written[last].Margin);
        if (_pictured.Count > PredictionReport.MostPictures)
        {
            int best = _pictured.Dequeue();
            _written[best] = _written[best] with { Pictures = null };
        }
    }

    // Batches in progress finish even after an error or cancellation, so that a slice has all of its files or none.
    private void Finish(Thread[] workers)
    {
        Task.WhenAll(_reading.Select(pair => pair.Slice)).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _reading.Clear();
        try
        {
            Take(mostLeft: 0);
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Join());
            TorchRuntime.Threads = _threads;
        }
    }
}
