using DeepSlice.Evaluation;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Gives a model its temperature and the thresholds of its flags: those that a cross-validation of its plan has found, or that fit slices it was not trained on.</summary>
internal static class ModelCalibration
{
    private const int MostNamed = 6;

    // Enough samples for both thresholds; a minute or two for slices of 100 pixels.
    private const int MostVariations = 2000;
    private const int MostVariationsOfSlice = 24;

    /// <summary>Writes temperature and thresholds of <c>calibration.json</c> into a model file.</summary>
    /// <param name="modelFile">The model.</param>
    /// <param name="folds">Folder of the finished cross-validation.</param>
    /// <param name="output">File to write; may be the model's own.</param>
    /// <param name="device">Device to read the model on.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="FileNotFoundException">There is no such model, or the folder has no calibration.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, the calibration has no thresholds, or the networks differ.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static CalibrationFile Run(string modelFile, string folds, string output, Device device)
    {
        CalibrationFile found = CalibrationFile.Read(folds);
        if (found.Flags is null)
        {
            throw new InvalidDataException($"{Path.Combine(folds, CalibrationFile.Name)}: expected thresholds of flags, got the file of an earlier version; run train --folds with --resume, which computes them without training again");
        }

        using SegmentationModel model = ModelFile.Read(modelFile, device);
        NetworkPlan planned = new RunFolder(folds).ReadPlan().Network;
        if (!planned.Widths.SequenceEqual(model.Plan.Widths) || planned with { Widths = model.Plan.Widths } != model.Plan)
        {
            throw new InvalidDataException($"{folds}: expected a cross-validation of the network of {modelFile}, got one of another network; cross-validate with the plan of the model");
        }

        ModelFile.Write(output, model with { Temperature = found.Temperature, Flags = found.Flags });
        return found;
    }

    /// <summary>Fits temperature and thresholds to annotated slices, clean and with artifacts, and writes them into a model file.</summary>
    /// <remarks>The quality of the flags is measured by halves: each half of the slices is judged by thresholds fitted to the other.</remarks>
    /// <param name="modelFile">The model.</param>
    /// <param name="dataset">Annotated slices that the model was not trained on, whatever their split.</param>
    /// <param name="output">File to write; may be the model's own.</param>
    /// <param name="device">Device to predict on.</param>
    /// <param name="cancellationToken">Checked before each variation, batch and tile.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    /// <exception cref="InvalidDataException">The dataset has other regions, fewer than two annotated slices, or slices that the model was trained on.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static CalibrationFile Run(string modelFile, SliceDataset dataset, string output, Device device, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using SegmentationModel model = ModelFile.Read(modelFile, device);
        Slice[] slices = [.. dataset.Slices.Where(slice => slice.Regions is not null)];
        string[] seen = [.. slices.Select(slice => slice.Id).Intersect(model.SeenSliceIds, StringComparer.Ordinal)];
        if (!dataset.Catalog.HasSameRegions(model.Catalog) || slices.Length < 2 || seen.Length > 0)
        {
            throw new InvalidDataException(
                seen.Length > 0 ? $"expected slices that {modelFile} was not trained on, got {Listed.Of(seen, MostNamed)}; give other slices"
                : slices.Length < 2 ? $"expected two annotated slices or more to calibrate on, got {slices.Length}; annotate more slices"
                : $"expected slices with the regions of {modelFile} ({model.Catalog.Keys}), got {dataset.Catalog.Keys}; give slices with the same regions");
        }

        var plan = new TrainingPlan { Network = model.Plan, Epochs = 1, BatchSize = 1 };
        SegmentationModel plain = model with { Temperature = 1 };
        TemperatureScan scan = Calibration.Scan(plain, slices, plan, cancellationToken);
        double temperature = Math.Round(scan.Best, 3);
        int variations = Math.Clamp(MostVariations / slices.Length, 1, MostVariationsOfSlice);
        var halves = new List<HeldOutSlice>[] { [], [] };
        for (int half = 0; half < 2; half++)
        {
            halves[half].AddRange(
                Calibration.Predict(plain with { Temperature = temperature }, [.. slices.Where((_, place) => place % 2 == half)], plan, variations, cancellationToken).Select(HeldOutSlice.Of));
        }

        var found = new CalibrationFile { Temperature = temperature, LossBefore = scan.Loss(1), Loss = scan.Loss(temperature), Flags = FlagFit.FitFolds(halves) };
        ModelFile.Write(output, model with { Temperature = temperature, Flags = found.Flags });
        return found;
    }
}
