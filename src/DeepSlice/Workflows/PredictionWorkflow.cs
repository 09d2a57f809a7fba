using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>Applies a model to files: images, folders of images, data sets and NumPy stacks in; outlines, label maps and numbers out.</summary>
public static class PredictionWorkflow
{
    /// <summary>Name of the table of a run.</summary>
    public const string TableName = "regions.csv";

    /// <summary>Name of the report of a run.</summary>
    public const string ReportName = "report.html";

    /// <summary>Predicts all slices behind the inputs.</summary>
    /// <param name="model">The model; stays its owner's.</param>
    /// <param name="inputs">
    /// Image files, folders of images, data set folders, and <c>.npy</c> stacks of shape (N, H, W), whose slices are named <c>slice-000</c>, …
    /// </param>
    /// <param name="outputFolder">
    /// Folder, made when there is something to write. Per slice: <c>&lt;id&gt;.labels.png</c>, region indices of the size of the slice's working
    /// grid; <c>&lt;id&gt;.rois.zip</c>, outlines of the annotated regions that were found, named by their keys, in the input's full-resolution pixels;
    /// <c>&lt;id&gt;.overlay.png</c>; on request <c>&lt;id&gt;.probabilities.npy</c>, 32-bit (C, H, W), and <c>&lt;id&gt;.labels.tif</c>, region indices of the size of the input. Per run: <c>catalog.json</c>, <c>regions.csv</c> and
    /// <c>report.html</c>, which replace those of an earlier run.
    /// </param>
    /// <param name="options">Binning, channel and what is written.</param>
    /// <param name="progress">Told after each slice.</param>
    /// <param name="cancellationToken">Stops between batches; the slices finished by then are whole, and in the table and the report.</param>
    /// <returns>What was predicted, and which files could not be read.</returns>
    /// <exception cref="FileNotFoundException">An input leads nowhere.</exception>
    /// <exception cref="InvalidDataException">Two slices have the same id, so that their outputs would have the same names.</exception>
    /// <exception cref="IOException">The output folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PredictionWorkflowResult Run(
        SegmentationModel model,
        IReadOnlyList<string> inputs,
        string outputFolder,
        PredictionWorkflowOptions options,
        IProgress<PredictionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentException.ThrowIfNullOrEmpty(outputFolder);
        ArgumentNullException.ThrowIfNull(options);
        List<PredictionFailure> failures = [];
        IReadOnlyList<SliceSource> sources = SliceSources.Find(inputs, model, options, failures);
        var pipeline = new PredictionPipeline(model, options, new SliceOutputs(outputFolder, options), failures, progress);
        try
        {
            pipeline.Run(sources, cancellationToken);
        }
        finally
        {
            WriteSummary(model, inputs, outputFolder, pipeline.Written);
        }

        return new PredictionWorkflowResult(pipeline.Written, failures);
    }

    private static void WriteSummary(SegmentationModel model, IReadOnlyList<string> inputs, string folder, IReadOnlyList<PredictedSlice> slices)
    {
        if (slices.Count == 0)
        {
            return;
        }

        CatalogFile.Write(folder, model.Catalog);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(inputs[0])));
        string others = inputs.Count > 1 ? $" and {inputs.Count - 1} more" : "";
        RegionsCsv.Write(Path.Combine(folder, TableName), slices);
        ReportFile.Write(Path.Combine(folder, ReportName), PredictionReport.Render($"Regions of {name}{others}", model.Catalog, slices, model.Provenance.ToWords(model.Preprocessing.Binning)));
    }
}
