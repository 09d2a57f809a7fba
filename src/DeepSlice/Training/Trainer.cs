using System.Diagnostics;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Slices;

namespace DeepSlice.Training;

/// <summary>Trains one network by a plan, in a run folder.</summary>
/// <remarks>
/// On a processor the same plan, slices, machine, precision and number of threads give the same weights, bit for bit, whether or not the run was stopped and
/// resumed: all random numbers depend only on the seed and the number of the step.
/// </remarks>
internal sealed class Trainer
{
    private readonly TrainingPlan _plan;
    private readonly RunFolder _folder;
    private readonly SegmentationModel? _whole;
    private readonly IProgress<TrainingEvent>? _progress;
    private readonly TrainingSlice[] _training;
    private readonly TrainingSplit _split;
    private readonly string[] _regionKeys;
    private readonly string _fingerprint;
    private readonly TissueLengths? _tissue;

    private Trainer(TrainingSplit split, TrainingPlan plan, RunFolder folder, SegmentationModel? whole, IProgress<TrainingEvent>? progress)
    {
        _split = split;
        _plan = plan;
        _folder = folder;
        _whole = whole;
        _progress = progress;
        _training = [.. split.Training.Select(slice => TrainingSlice.Prepare(slice, plan))];
        _tissue = plan.TissueLength is double length ? TissueLengths.About(length) : TissueLengths.Measure(split.Training.Select(slice => slice.Image));
        _regionKeys = [.. split.Dataset.Catalog.Annotated.Select(region => region.Key)];
        _fingerprint = RunFingerprint.Of(plan, split);
    }

    /// <summary>Trains the network, and writes its model into the folder.</summary>
    /// <param name="split">Training and held-out slices, at the network's binning.</param>
    /// <param name="plan">The plan of the network.</param>
    /// <param name="folder">The run folder; holds a checkpoint of this plan if the run was stopped before.</param>
    /// <param name="whole">The trained whole-slice model of a cascade; null in the other configurations. Owned by the caller.</param>
    /// <param name="progress">Gets every event of the run; may be null.</param>
    /// <param name="cancellationToken">Checked after every step; a stopped run leaves a checkpoint, and a model that is not calibrated.</param>
    /// <returns>The epochs of the run.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped; it can be resumed.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another plan or other slices, or the loss is not finite.</exception>
    public static IReadOnlyList<EpochRecord> Train(
        TrainingSplit split, TrainingPlan plan, RunFolder folder, SegmentationModel? whole, IProgress<TrainingEvent>? progress, CancellationToken cancellationToken)
    {
        int threads = TorchRuntime.Threads;
        try
        {
            TorchRuntime.Threads = plan.Threads > 0 ? plan.Threads : Environment.ProcessorCount;
            return new Trainer(split, plan, folder, whole, progress).Run(cancellationToken);
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }
    }

    private IReadOnlyList<EpochRecord> Run(CancellationToken cancellationToken)
    {
        Device device = Device.Parse(_plan.Device);
        using var state = new TrainingState(_plan, device);
        if (File.Exists(_folder.CheckpointFile))
        {
            state.Load(_folder.CheckpointFile, _fingerprint);
        }
        else if (_plan.From is { } from)
        {
            FineTuning.Begin(state, from, _split.Dataset.Catalog);
        }

        Precision precision = state.Progress.Precision ?? PrecisionTrial.Choose(_plan, device, cancellationToken);
        state.Progress = state.Progress with { Precision = precision };
        _progress?.Report(new TrainingEvent.Started(
            _plan, Ids(_split.Training), Ids(_split.Validation), device, precision, TorchRuntime.Threads, state.Progress.Epoch + 1));
        try
        {
            RunEpochs(state, precision, cancellationToken);
            Save(state);
            Finish(state, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Save(state);
            if (!KeepsBest(state))
            {
                WriteModel(ModelOf(state));
            }

            throw;
        }

        return state.Progress.History;
    }

    private static string[] Ids(IReadOnlyList<Slice> slices) => [.. slices.Select(slice => slice.Id)];

    private void RunEpochs(TrainingState state, Precision precision, CancellationToken cancellationToken)
    {
        var validator = new Validator(_split.Validation, precision);
        var steps = new TrainingSteps(state, _plan, _training, precision, _whole, _split.Sections);
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
                FormattableString.Invariant($"{_folder.Path}: expected a finite training loss, got {record.Loss} in epoch {record.Epoch}; begin a new run with a learningRate.peak below {_plan.LearningRate.Peak}"));
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
            WriteModel(ModelOf(state));
        }
    }

    private void Save(TrainingState state)
    {
        state.Save(_folder.CheckpointFile, _fingerprint);
        _folder.WriteMetrics(state.Progress.History, _regionKeys);
        _progress?.Report(new TrainingEvent.Saved(state.Progress.History));
    }

    // With early stopping, the model file holds the best epoch and not the last one.
    private bool KeepsBest(TrainingState state) => _plan.Patience > 0 && state.Progress.BestEpoch > 0;

    /// <summary>Calibrates the trained model and writes it.</summary>
    private void Finish(TrainingState state, CancellationToken cancellationToken)
    {
        if (!KeepsBest(state))
        {
            WriteModel(Calibrated(ModelOf(state), cancellationToken));
            return;
        }

        using SegmentationModel best = ModelFile.Read(_folder.ModelFile, state.Averaged.Weights.Values.Device);
        WriteModel(Calibrated(best with { Temperature = 1 }, cancellationToken));
    }

    private SegmentationModel Calibrated(SegmentationModel model, CancellationToken cancellationToken) =>
        model with { Temperature = _plan.Temperature ?? Calibration.Scan(model, _split.Validation, _plan, cancellationToken).Best };

    private void WriteModel(SegmentationModel model) => ModelFile.Write(_folder.ModelFile, model);

    private SegmentationModel ModelOf(TrainingState state) => new()
    {
        Plan = _plan.Network,
        Catalog = _split.Dataset.Catalog,
        TissueLength = _plan.TissueLength,
        Normalization = _plan.Normalization,
        Network = state.Averaged,
        Temperature = _plan.Temperature ?? 1,
        Patches = _plan.Patches is { } patches ? new PatchStage { CoarseFactor = patches.CoarseFactor, SliceSize = patches.SliceSize, Whole = _whole } : null,
        // Resampling to a length of tissue makes the scale of the dataset irrelevant.
        Preprocessing = _plan.TissueLength is null ? _split.Dataset.Preprocessing : _split.Dataset.Preprocessing with { Binning = Binning.None, MicrometresPerPixel = null },
        Provenance = new ModelProvenance
        {
            Tissue = _tissue,
            Frame = _plan.TissueLength is null && _training.Select(training => (RasterSize?)training.Slice.Image.Size).Distinct().Count() == 1 ? _training[0].Slice.Image.Size : null,
            Source = _split.Dataset.Provenance,
            TrainingSlices = _training.Length,
            SliceIds = [.. Ids([.. _split.Training, .. _split.Validation]).Intersect(Ids(_split.Dataset.Slices), StringComparer.Ordinal)],
            Epochs = state.Progress.Epoch,
            Seed = _plan.Seed,
            ValidationDice = state.Progress.History.LastOrDefault(record => record.ValidationDice is not null)?.ValidationDice,
            Version = ProgramVersion.Text,
        },
    };
}
