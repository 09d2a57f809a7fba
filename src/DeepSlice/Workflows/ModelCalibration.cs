using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Training;

namespace DeepSlice.Workflows;

/// <summary>Gives a model that was trained on all slices what a cross-validation of its plan has found on held-out ones.</summary>
internal static class ModelCalibration
{
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
}
