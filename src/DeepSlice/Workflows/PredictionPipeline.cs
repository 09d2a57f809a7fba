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
/// A batch holds slices of one group of sources, in their order, so that the last bits of the probabilities depend neither on timing
/// nor on which other groups are predicted by the same process. A bounded number of slices is kept in memory.
/// </remarks>
internal sealed class PredictionPipeline
{
    private const long MostPixelsAhead = 16 << 20;

    // A share for each of several threads, but not of fewer slices than a batch of large slices has.
    private const int GroupsWanted = 8;

    private readonly Queue<(SliceSource Source, int Group, Task<InputSlice> Slice)> _reading = new();
    private readonly Queue<PredictionBatch> _working = new();
    private readonly List<PredictedSlice> _written = [];
    private readonly List<FileFailure> _failures;
    private readonly SegmentationModel _model;
    private readonly int _mostAtOnce;
    private readonly bool _pictured;
    private readonly int _threads = TorchRuntime.Threads;
    private readonly SlicePredictor _predictor;
    private readonly SliceOutputs _outputs;
    private readonly IProgress<PredictionProgress>? _progress;
    private int _workers;
    private int _groupSize;
    private int _readable;

    public PredictionPipeline(
        SegmentationModel model, PredictionWorkflowOptions options, SliceOutputs outputs, bool pictured, List<FileFailure> failures, IProgress<PredictionProgress>? progress)
    {
        _model = model;
        _mostAtOnce = options.Prediction.BatchSize;
        _pictured = pictured;
        _predictor = new SlicePredictor(model, options.Prediction);
        _outputs = outputs;
        _failures = failures;
        _progress = progress;
    }

    /// <summary>The slices whose files are written, in order, including those written before an error or cancellation.</summary>
    public IReadOnlyList<PredictedSlice> Written => _written;

    /// <summary>The sources in groups of the size of a batch. Which slices share a group depends on nothing but the list.</summary>
    /// <param name="sources">All slices of a run, also those that this process does not predict.</param>
    public IReadOnlyList<SliceSource[]> Group(IReadOnlyList<SliceSource> sources)
    {
        // Slices read ahead take memory; one large slice is enough to keep the network busy.
        int most = (int)Math.Clamp(MostPixelsAhead / _model.SliceSize.PixelCount, 1, _mostAtOnce);
        _groupSize = Math.Clamp((sources.Count + GroupsWanted - 1) / GroupsWanted, 1, most);
        SliceSource[][] groups = [.. sources.Chunk(_groupSize)];
        _workers = Math.Clamp(groups.Length, 1, _threads);
        return groups;
    }

    /// <summary>Predicts groups of sources.</summary>
    /// <param name="groups">Some groups of <see cref="Group"/>, or parts of them.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="IOException">An output cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Run(IReadOnlyList<SliceSource[]> groups, CancellationToken cancellationToken)
    {
        (SliceSource Source, int Group)[] sources = [.. groups.SelectMany((group, place) => group.Select(source => (source, place)))];
        _readable = sources.Count(slice => !_outputs.IsFinished(slice.Source));
        using var begun = new BlockingCollection<PredictionBatch>();
        Thread[] workers = [.. Enumerable.Range(0, _workers).Select(_ => StartWorker(begun, cancellationToken))];
        var batch = new List<(SliceSource Source, InputSlice Input)>();
        int next = 0;
        try
        {
            while (next < sources.Length || _reading.Count > 0)
            {
                for (; next < sources.Length && _reading.Count < 2 * _groupSize; next++)
                {
                    (SliceSource source, int group) = sources[next];
                    _reading.Enqueue((source, group, Task.Run(() => source.ReadFor(_model, cancellationToken), cancellationToken)));
                }

                int current = _reading.Peek().Group;
                if (TakeRead() is { } slice)
                {
                    batch.Add(slice);
                }

                bool isLast = _reading.Count == 0 || _reading.Peek().Group != current;
                if (batch.Count > 0 && (IsFull(batch) || isLast))
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

    private (SliceSource Source, InputSlice Input)? TakeRead()
    {
        (SliceSource source, _, Task<InputSlice> slice) = _reading.Dequeue();
        try
        {
            return (source, slice.GetAwaiter().GetResult());
        }
        catch (Exception error) when (FileFailure.IsOne(error))
        {
            _failures.Add(FileFailure.Of(source.Path, error));
            _readable -= _outputs.IsFinished(source) ? 0 : 1;
            return null;
        }
    }

    // Batches of large slices are smaller, to bound memory.
    private bool IsFull(List<(SliceSource Source, InputSlice Input)> batch) =>
        Pixels(batch) >= Math.Min(SlicePredictor.MostPixels / _workers, _groupSize * _model.SliceSize.PixelCount);

    private static long Pixels(IEnumerable<(SliceSource Source, InputSlice Input)> batch) => batch.Sum(slice => slice.Input.Slice.Image.Size.PixelCount);

    private void Begin((SliceSource Source, InputSlice Input)[] batch, BlockingCollection<PredictionBatch> begun)
    {
        // A slice that needs the memory of all batches is computed alone, by all threads.
        bool alone = Pixels(batch) > SlicePredictor.MostPixels / _workers;
        Take(mostLeft: alone ? 0 : _workers - 1);
        var work = new PredictionBatch(batch, _pictured, alone ? _threads : _threads / _workers);
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
                _progress?.Report(new PredictionProgress(_written.Count, _readable));
            }

            first ??= error;
        }

        first?.Throw();
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
