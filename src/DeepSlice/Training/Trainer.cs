using System.Diagnostics;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Trains a network on a data set by a plan, in a run folder.</summary>
/// <remarks>
/// On a processor the same plan, slices, machine, precision and number of threads give the same weights, bit for bit, whether or not the run was stopped and
/// resumed: everything random depends on the seed and the number of the step alone.
/// </remarks>
public sealed class Trainer
{
    private readonly SliceDataset _dataset;
    private readonly TrainingPlan _plan;
    private readonly RunFolder _folder;
    private readonly SegmentationModel? _whole;
    private readonly IProgress<TrainingEvent>? _progress;
    private readonly TrainingSlice[] _training;
    private readonly IReadOnlyList<Slice> _validation;
    private readonly string[] _regionKeys;
    private readonly string _fingerprint;
    private readonly TissueLengths? _tissue;

    private Trainer(SliceDataset dataset, TrainingPlan plan, RunFolder folder, SegmentationModel? whole, IProgress<TrainingEvent>? progress)
    {
        _dataset = dataset;
        _plan = plan;
        _folder = folder;
        _whole = whole;
        _progress = progress;
        TrainingSplit split = TrainingSplit.Make(dataset, plan);
        _training = [.. split.Training.Select(slice => TrainingSlice.Prepare(slice, plan.Normalization, plan.CoarseBinning))];
        _validation = split.Validation;
        _tissue = TissueLengths.Measure(split.Training.Select(slice => slice.Image));
        _regionKeys = [.. dataset.Catalog.Annotated.Select(region => region.Key)];
        _fingerprint = RunFingerprint.Of(plan, dataset.Catalog, split);
    }

    /// <summary>Trains, and writes the model into the folder.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="folder">
    /// Where the run lives; holds a checkpoint of this plan where it was begun before, and, in the combined workflow, the trained whole-slice network in
    /// <see cref="RunFolder.Whole"/>.
    /// </param>
    /// <param name="progress">Told of every epoch; may be null.</param>
    /// <param name="cancellationToken">Looked at after every step; a stopped run leaves a checkpoint and a model.</param>
    /// <returns>The epochs of the run.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped; it can be resumed.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another plan or data set, or the loss is no finite number any more.</exception>
    public static IReadOnlyList<EpochRecord> Train(
        SliceDataset dataset, TrainingPlan plan, RunFolder folder, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Require(dataset, plan);
        using SegmentationModel? whole = plan.Whole is null ? null : ModelFile.Read(folder.Whole.ModelFile, Device.Parse(plan.Device));
        return new Trainer(dataset, plan, folder, whole, progress).Run(cancellationToken);
    }

    /// <summary>Requires that a plan can be carried out, before anything is written.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">What would be done.</param>
    /// <exception cref="ArgumentException">The plan is for another number of regions, names a device that is not there, or leaves no slice to train on.</exception>
    public static void Require(SliceDataset dataset, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(plan);
        if (dataset.Catalog.Count != plan.Network.RegionCount)
        {
            throw new ArgumentException($"found {dataset.Catalog.Count} regions in the data set, the plan has {plan.Network.RegionCount}; plan anew for this data set", nameof(plan));
        }

        if (plan.Preprocessing is { } planned && (planned.Binning != dataset.Binning || planned.Channel != dataset.Preprocessing.Channel))
        {
            throw new ArgumentException(
                $"expected slices at binning {planned.Binning} as in the plan, got a dataset at binning {dataset.Binning}, or of another channel; plan again for this dataset, or remove 'preprocessing' from the plan", nameof(plan));
        }

        int context = plan.Whole is null ? 0 : plan.Network.RegionCount;
        if (plan.Network.ContextPlanes != context)
        {
            throw new ArgumentException($"found a network that is given {plan.Network.ContextPlanes} planes of probabilities, the {plan.Workflow} workflow needs {context}; plan anew", nameof(plan));
        }

        PrecisionTrial.Require(plan, Device.Parse(plan.Device));
        _ = TrainingSplit.Make(dataset, plan);
    }

    private IReadOnlyList<EpochRecord> Run(CancellationToken cancellationToken)
    {
        TorchRuntime.Threads = _plan.Threads > 0 ? _plan.Threads : Environment.ProcessorCount;
        Device device = Device.Parse(_plan.Device);
        using var state = new TrainingState(_plan, device);
        if (File.Exists(_folder.CheckpointFile))
        {
            state.Load(_folder.CheckpointFile, _fingerprint);
        }

        Precision precision = state.Progress.Precision ?? PrecisionTrial.Choose(_plan, device);
        state.Progress = state.Progress with { Precision = precision };
        _progress?.Report(new TrainingEvent.Started(
            _plan, _training.Length, _validation.Count, device, precision, TorchRuntime.Threads, state.Progress.Epoch + 1));
        try
        {
            RunEpochs(state, precision, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Save(state);
            Finish(state);
            throw;
        }

        Save(state);
        Finish(state);
        return state.Progress.History;
    }

    private void RunEpochs(TrainingState state, Precision precision, CancellationToken cancellationToken)
    {
        var validator = new Validator(_validation, precision);
        var steps = new TrainingSteps(state, _plan, _training, precision, _whole);
        long lastSaved = Stopwatch.GetTimestamp();
        while (state.Progress.Epoch < _plan.Epochs && !IsExhausted(state.Progress))
        {
            EpochRecord record = Validate(steps.RunEpoch(cancellationToken), state, validator, cancellationToken);
            _progress?.Report(new TrainingEvent.EpochDone(record, record.Epoch, _plan.Epochs));
            if (Stopwatch.GetElapsedTime(lastSaved).TotalSeconds >= _plan.CheckpointSeconds)
            {
                Save(state);
                lastSaved = Stopwatch.GetTimestamp();
            }
        }

        if (IsExhausted(state.Progress))
        {
            _progress?.Report(new TrainingEvent.StoppedEarly(state.Progress.Epoch, state.Progress.BestEpoch));
        }
    }

    private bool IsExhausted(TrainingProgress progress) => _plan.Patience > 0 && progress.ValidationsSinceBest >= _plan.Patience;

    private EpochRecord Validate(EpochRecord record, TrainingState state, Validator validator, CancellationToken cancellationToken)
    {
        if (!double.IsFinite(record.Loss))
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"{_folder.Path}: found a training loss of {record.Loss} in epoch {record.Epoch}; begin a new run with a learningRate.peak below {_plan.LearningRate.Peak}"));
        }

        bool isDue = record.Epoch % _plan.ValidationInterval == 0 || record.Epoch == _plan.Epochs;
        if (isDue && validator.HasSlices)
        {
            (double mean, IReadOnlyDictionary<string, double> regions) = validator.Score(ModelOf(state), cancellationToken);
            record = record with { ValidationDice = mean, RegionDice = regions };
        }

        state.Progress = state.Progress with { Epoch = record.Epoch, History = [.. state.Progress.History, record] };
        if (record.ValidationDice is double dice)
        {
            Judge(record.Epoch, dice, state);
        }

        return record;
    }

    private void Judge(int epoch, double dice, TrainingState state)
    {
        TrainingProgress progress = state.Progress;
        if (dice <= progress.BestDice)
        {
            state.Progress = progress with { ValidationsSinceBest = progress.ValidationsSinceBest + 1 };
            return;
        }

        state.Progress = progress with { BestEpoch = epoch, BestDice = dice, ValidationsSinceBest = 0 };
        if (_plan.Patience > 0)
        {
            WriteModel(state);
        }
    }

    private void Save(TrainingState state)
    {
        state.Save(_folder.CheckpointFile, _fingerprint);
        _folder.WriteMetrics(state.Progress.History, _regionKeys);
    }

    /// <summary>Writes the averaged model, unless early stopping has kept a better one.</summary>
    private void Finish(TrainingState state)
    {
        if (_plan.Patience == 0 || state.Progress.BestEpoch == 0)
        {
            WriteModel(state);
        }
    }

    private void WriteModel(TrainingState state)
    {
        SegmentationModel model = ModelOf(state);
        double temperature = _plan.Temperature ?? Calibration.Scan(model, _validation, _plan, CancellationToken.None).Best;
        ModelFile.Write(_folder.ModelFile, model with { Temperature = temperature });
    }

    private SegmentationModel ModelOf(TrainingState state) => new()
    {
        Plan = _plan.Network,
        Catalog = _dataset.Catalog,
        Normalization = _plan.Normalization,
        Network = state.Averaged,
        Patches = _plan.Patches is { } patches ? new PatchStage { CoarseFactor = patches.CoarseFactor, SliceSize = patches.SliceSize, Whole = _whole } : null,
        Preprocessing = _dataset.Preprocessing,
        Provenance = new ModelProvenance
        {
            Tissue = _tissue,
            Frame = _training.Select(training => (RasterSize?)training.Slice.Image.Size).Distinct().Count() == 1 ? _training[0].Slice.Image.Size : null,
            Source = _dataset.Provenance,
            TrainingSlices = _training.Length,
            SliceIds = [.. _training.Select(training => training.Slice.Id), .. _validation.Select(slice => slice.Id)],
            Epochs = state.Progress.Epoch,
            Seed = _plan.Seed,
            ValidationDice = state.Progress.History.LastOrDefault(record => record.ValidationDice is not null)?.ValidationDice,
            Version = ProgramVersion.Text,
        },
    };
}
