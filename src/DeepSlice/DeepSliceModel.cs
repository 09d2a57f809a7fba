using DeepSlice.Geometry;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;
using DeepSlice.Prediction;
using DeepSlice.Slices;
using DeepSlice.Training;
using DeepSlice.Workflows;

namespace DeepSlice;

/// <summary>A model that outlines the regions of brain slices: trained, loaded and applied here.</summary>
/// <remarks>Thread-safe, apart from <see cref="Dispose"/>. Holds native memory until it is disposed of.</remarks>
public sealed class DeepSliceModel : IDisposable
{
    private readonly SegmentationModel _model;
    private readonly SlicePredictor _predictor;

    private DeepSliceModel(SegmentationModel model, PredictionOptions? options)
    {
        _model = model;
        _predictor = new SlicePredictor(model, options ?? new PredictionOptions { KeepProbabilities = false });
    }

    /// <summary>Regions that the model finds.</summary>
    public RegionCatalog Catalog => _model.Catalog;

    /// <summary>What was done to the training images, and is done to new ones.</summary>
    public Preprocessing Preprocessing => _model.Preprocessing;

    /// <summary>The networks of the model.</summary>
    public Configuration Configuration => _model.Configuration;

    /// <summary>Loads a model that comes with the library.</summary>
    /// <param name="name">Its name, as <c>deepslice models</c> lists it; null for the default: six regions of mouse brain slices of any plane and stain.</param>
    /// <param name="device">As of <see cref="Load"/>.</param>
    /// <param name="options">As of <see cref="Load"/>.</param>
    /// <returns>A model the caller disposes of.</returns>
    /// <exception cref="FileNotFoundException">The model is not beside the program.</exception>
    public static DeepSliceModel LoadShipped(string? name = null, string device = "auto", PredictionOptions? options = null) =>
        Load(ShippedModels.Require(name ?? ShippedModels.Default), device, options);

    /// <summary>Loads a model file.</summary>
    /// <param name="path">A <c>model.safetensors</c> of a training.</param>
    /// <param name="device"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; <c>auto</c> uses CUDA if available.</param>
    /// <param name="options">How the model is applied; null for the defaults.</param>
    /// <returns>A model the caller disposes of.</returns>
    /// <exception cref="ArgumentException">There is no such device, or the model does not have the networks of the options.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of another format.</exception>
    public static DeepSliceModel Load(string path, string device = "auto", PredictionOptions? options = null)
    {
        SegmentationModel model = ModelFile.Read(path, Device.Parse(device));
        try
        {
            return new DeepSliceModel(model, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Trains a model, or resumes a stopped training in the folder; writes checkpoints, the model and a report there.</summary>
    /// <param name="dataset">Annotated slices.</param>
    /// <param name="plan">The plan; null for that of the training in the folder, or for the one that <see cref="TrainingPlanner"/> makes.</param>
    /// <param name="runFolder">Folder of the training; created if missing.</param>
    /// <param name="progress">Receives every event of the training; may be null.</param>
    /// <param name="cancellationToken">Stops after the current step; the training can be resumed.</param>
    /// <returns>The trained model on the device of the plan, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The plan does not fit the dataset, or names a missing device.</exception>
    /// <exception cref="InvalidDataException">The folder holds a training of another plan or of other slices, or the loss is not finite.</exception>
    /// <exception cref="IOException">Another training is running in the folder, or it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DeepSliceModel Train(
        SliceDataset dataset, TrainingPlan? plan, string runFolder, IProgress<TrainingEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        var folder = new RunFolder(runFolder);
        TrainingPlan used = plan ?? (folder.HasBegun ? folder.ReadPlan() : TrainingPlanner.Plan(dataset));
        TrainingWorkflow.Run(dataset, used, folder, progress, cancellationToken);
        return Load(folder.ModelFile, used.Device);
    }

    /// <summary>Finds the regions in an image file.</summary>
    /// <param name="imageFile">Image at full resolution.</param>
    /// <param name="binning">Full-resolution pixels per working pixel; null chooses by pixel size where image and model state it, otherwise by the length of the tissue.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel in micrometres; null for what the file states.</param>
    /// <param name="reading">Channel, plane and projection; null, or a part that is null, for the model's.</param>
    /// <param name="cancellationToken">Checked before each batch or tile.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no image that can be read, or is too large at this binning.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SegmentedSlice Predict(
        string imageFile, Binning? binning = null, double? micrometresPerPixel = null, Preprocessing? reading = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(imageFile);
        var options = new PredictionWorkflowOptions { Binning = binning, MicrometresPerPixel = micrometresPerPixel, Reading = reading };
        return Predict(new ImageSource(imageFile, _model, options), cancellationToken);
    }

    /// <summary>Finds the regions in an image.</summary>
    /// <param name="image">Grey values at full resolution, in any unit; values that are not finite count as padding.</param>
    /// <param name="binning">Full-resolution pixels per working pixel; null chooses by pixel size where it is given and the model states one, otherwise by the length of the tissue.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel in micrometres; null where unknown.</param>
    /// <param name="cancellationToken">Checked before each batch or tile.</param>
    /// <exception cref="InvalidDataException">The image is too large at this binning.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SegmentedSlice Predict(Raster<float> image, Binning? binning = null, double? micrometresPerPixel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        var options = new PredictionWorkflowOptions { Binning = binning, MicrometresPerPixel = micrometresPerPixel };
        return Predict(new RasterSource(image, _model, options), cancellationToken);
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose() => _model.Dispose();

    private SegmentedSlice Predict(SliceSource source, CancellationToken cancellationToken)
    {
        InputSlice input = source.ReadFor(_model, cancellationToken);
        return new SegmentedSlice(input, _predictor.Predict([input.Slice.Image], [input.Levels], cancellationToken)[0], _model.Flags);
    }
}
