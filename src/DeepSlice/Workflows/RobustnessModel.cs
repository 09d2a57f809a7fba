using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>An opened model to be scored: one network, or those of a cross-validation.</summary>
internal sealed class RobustnessModel : IDisposable
{
    private readonly List<SegmentationModel> _networks = [];
    private readonly List<string> _fingerprints = [];
    private readonly List<(SlicePredictor Predictor, IReadOnlySet<string>? SliceIds)> _parts = [];
    private readonly SliceDataset _dataset;
    private readonly PredictionOptions _options;

    private RobustnessModel(string name, SliceDataset dataset, PredictionOptions options)
    {
        Name = name;
        _dataset = dataset;
        _options = options;
    }

    /// <summary>Name; a valid folder name.</summary>
    public string Name { get; }

    /// <summary>Hash of the model files, their slices, and the prediction options.</summary>
    public string Fingerprint => RobustnessCellFile.Combine([.. _fingerprints, $"{_options.TestTimeAugmentation} {_options.Precision}"]);

    /// <summary>The model as the subject of a scorecard.</summary>
    public RobustnessSubject Subject => new(Name, _parts);

    /// <summary>Why the scores may be too high; null if there is no known reason.</summary>
    public string? Warning { get; private set; }

    /// <summary>Which network predicts which slices; null if there is only one network.</summary>
    public string? Remark => _parts.Count > 1 ? $"{Name} is a cross-validation: each slice was predicted by the one of its {_parts.Count} networks that was not trained on it." : null;

    /// <summary>Opens a model file, or the folder of a cross-validation.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="name">Name for it.</param>
    /// <param name="dataset">All slices of the dataset; they identify the folds of a cross-validation.</param>
    /// <param name="scored">The slices to be scored.</param>
    /// <param name="options">Prediction options and device.</param>
    /// <exception cref="InvalidDataException">The file is not a model, or does not fit the dataset.</exception>
    public static RobustnessModel Open(string path, string name, SliceDataset dataset, IReadOnlyList<Slice> scored, RobustnessWorkflowOptions options)
    {
        var model = new RobustnessModel(name, dataset, options.Prediction with { Precision = options.Prediction.PrecisionOn(options.Device) });
        try
        {
            if (Directory.Exists(path))
            {
                model.AddFolds(path, options.Device);
            }
            else
            {
                SegmentationModel network = model.Add(path, options.Device, null);
                model.Warning = WarningOf(name, network, dataset, scored);
            }

            foreach (Slice slice in scored)
            {
                WorkingSizeLimit.Require($"slice '{slice.Id}'", slice.Image.Size, dataset.Binning, model._networks[0]);
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (SegmentationModel network in _networks)
        {
            network.Dispose();
        }
    }

    private static string? WarningOf(string name, SegmentationModel model, SliceDataset dataset, IReadOnlyList<Slice> scored)
    {
        ModelProvenance provenance = model.Provenance;
        if (model.SeenSliceIds.Count > 0)
        {
            return SeenSlices.WarningOf(name, model.SeenSliceIds, provenance.Source, [.. scored.Select(slice => slice.Id)], dataset.Provenance);
        }

        return provenance.Source.Length == 0 || provenance.Source != dataset.Provenance
            ? null
            : $"{name} was trained on {Counted.Of(provenance.TrainingSlices, "slice")} of the same source, '{provenance.Source}', but does not list them; its scorecard is only valid if these slices are not among them.";
    }

    private SegmentationModel Add(string path, Device device, IReadOnlySet<string>? sliceIds)
    {
        SegmentationModel network = ModelFile.Read(path, device);
        _networks.Add(network);
        if (!network.Catalog.HasSameRegions(_dataset.Catalog))
        {
            throw new InvalidDataException(
                $"{path}: expected a model of the dataset's regions {_dataset.Catalog.Keys}, got one of {network.Catalog.Keys}; score it on a dataset of the regions that it was trained on");
        }

        _parts.Add((new SlicePredictor(network, _options), sliceIds));
        _fingerprints.Add($"{FileHash.Of(path)} {string.Join('/', sliceIds?.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())}");
        return network;
    }

    private void AddFolds(string path, Device device)
    {
        var folder = new RunFolder(path);
        int folds = 0;
        while (File.Exists(folder.Fold(folds).ModelFile))
        {
            folds++;
        }

        if (folds == 0 || !File.Exists(Path.Combine(path, EvaluationWorkflow.DocumentName)))
        {
            throw new InvalidDataException(
                $"{path}: expected a finished cross-validation, got a folder without fold-1 or {EvaluationWorkflow.DocumentName}; give a model file, or the output folder of a finished train --folds");
        }

        IReadOnlyList<IReadOnlyList<Slice>> heldOut = CrossValidation.Split(_dataset, folds, folder.ReadPlan().Seed);
        string[] tests = [.. _dataset.Slices.Where(slice => slice is { Regions: not null, Split: SliceSplit.Test }).Select(slice => slice.Id)];
        for (int fold = 0; fold < folds; fold++)
        {
            RunFolder run = folder.Fold(fold);
            HashSet<string> ids = [.. heldOut[fold].Select(slice => slice.Id), .. tests.Where((_, place) => place % folds == fold)];
            SegmentationModel network = Add(run.ModelFile, device, ids);
            RequireUnseen(run, network.Provenance, heldOut[fold]);
        }
    }

    // Another dataset, or the same one with added or reordered slices, has another split: models would be scored on slices of their training.
    private void RequireUnseen(RunFolder run, ModelProvenance provenance, IReadOnlyList<Slice> heldOut)
    {
        int expected = TrainingSplit.Make(CrossValidation.Without(_dataset, heldOut), run.ReadPlan()).Training.Count;
        string? problem = provenance.TrainingSlices != expected ? $"was trained on {Counted.Of(provenance.TrainingSlices, "slice")} instead of {expected}"
            : heldOut.FirstOrDefault(slice => provenance.SliceIds.Contains(slice.Id, StringComparer.OrdinalIgnoreCase)) is { } seen ? $"was trained on the held-out slice '{seen.Id}'"
            : null;
        if (problem is not null)
        {
            throw new InvalidDataException($"{run.ModelFile}: expected a model of this dataset's cross-validation, got one that {problem}; give the dataset of the cross-validation, unchanged");
        }
    }
}
