using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>Applies a model to files: reads images, folders of images, datasets and NumPy stacks; writes outlines, label maps and measurements.</summary>
internal static class PredictionWorkflow
{
    /// <summary>Predicts all slices behind the inputs.</summary>
    /// <param name="model">The model; the caller disposes it.</param>
    /// <param name="inputs">
    /// Image files, folders of images, dataset folders, and <c>.npy</c> stacks of shape (N, H, W), whose slices are named <c>slice-000</c>, …
    /// </param>
    /// <param name="outputFolder">
    /// Folder, created with the first output. Per slice: <c>&lt;id&gt;.labels.png</c>, region indices of the size of the slice's working
    /// grid; <c>&lt;id&gt;.rois.zip</c>, outlines of the annotated regions that were found, named by their keys, in the input's full-resolution pixels;
    /// the same as <c>&lt;id&gt;.geojson</c> for QuPath, with measurements; <c>&lt;id&gt;.overlay.png</c>; on request <c>&lt;id&gt;.probabilities.npy</c>, 32-bit (C, H, W), and <c>&lt;id&gt;.labels.tif</c>, region indices of the size of the input, and <c>&lt;id&gt;.overlay.tif</c>, the working image with ImageJ's overlay. Per run: <c>catalog.json</c>, <c>regions.csv</c> and
    /// <c>report.html</c>, which replace those of an earlier run; <c>run.json</c>, to which the run is added. See <see cref="PredictionFolder"/>.
    /// </param>
    /// <param name="options">Binning, channel, optional outputs, and the origin for <c>run.json</c>.</param>
    /// <param name="progress">Receives a report after each slice.</param>
    /// <param name="cancellationToken">Stops between batches; slices finished by then have all of their files, and are in the table and the report.</param>
    /// <returns>The predicted slices, and the files that could not be read.</returns>
    /// <exception cref="FileNotFoundException">There is no such input, or no such model file.</exception>
    /// <exception cref="InvalidDataException">The <c>run.json</c> in the output folder is damaged.</exception>
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
        List<FileFailure> failures = [];
        List<string> warnings = [];
        IReadOnlyList<SliceSource> sources = SliceSources.Find(inputs, model, options, failures, warnings);
        var folder = new PredictionFolder(outputFolder);
        sources = WithoutCorrected(sources, folder, failures);
        folder.ReadRuns(); // fail before hours of work, not after
        PredictionRun run = PredictionRunRecord.Begin(model, options);
        var outputs = new SliceOutputs(folder, options, model.Flags);
        var pipeline = new PredictionPipeline(model, options, outputs, failures, progress);
        try
        {
            pipeline.Run(sources, cancellationToken);
        }
        finally
        {
            Dictionary<string, SliceSource> bySlice = sources.ToDictionary(source => source.Id, StringComparer.Ordinal);
            WriteSummary(model, inputs, folder, pipeline.Written, options.Origin, run with
            {
                Written = options.Origin.Time.GetUtcNow(),
                Slices = [.. pipeline.Written.Select(slice => outputs.Describe(bySlice[slice.Id]))],
            });
        }

        return new PredictionWorkflowResult(pipeline.Written, failures, warnings);
    }

    // Outlines that somebody has corrected, or drawn, are work that a prediction must not replace.
    private static List<SliceSource> WithoutCorrected(IReadOnlyList<SliceSource> sources, PredictionFolder folder, List<FileFailure> failures)
    {
        var kept = new List<SliceSource>(sources.Count);
        foreach (SliceSource source in sources)
        {
            string? corrected = Array.Find([folder.OutlinesOf(source.Id), folder.GeoJsonOf(source.Id)], path => File.Exists(path) && !PredictedOutlines.Is(path));
            if (corrected is null)
            {
                kept.Add(source);
            }
            else
            {
                failures.Add(new FileFailure(source.Path, $"{corrected}: expected outlines as predict wrote them, got outlines that were corrected or drawn since; predict into another folder, or move the file to one"));
            }
        }

        return kept;
    }

    private static void WriteSummary(
        SegmentationModel model, IReadOnlyList<string> inputs, PredictionFolder folder, IReadOnlyList<PredictedSlice> slices, PredictionOrigin origin, PredictionRun run)
    {
        if (slices.Count == 0)
        {
            return;
        }

        folder.Write(model.Catalog);
        folder.Write(run);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(inputs[0])));
        string others = inputs.Count > 1 ? $" and {inputs.Count - 1} more" : "";
        RegionsCsv.Write(folder.TableFile, slices);
        var head = new ReportHead($"Regions of {name}{others}")
        {
            CommandLine = origin.CommandLine,
            Time = origin.Time,
            FilesOf = id => SliceFiles.Find(folder.FullPath, folder.FullPath, id),
        };
        ReportFile.Write(folder.ReportFile, PredictionReport.Render(head, model.Catalog, slices, new PredictionReportModel(model.Provenance.ToWords(model.Preprocessing.Binning), model.Flags)));
    }
}
