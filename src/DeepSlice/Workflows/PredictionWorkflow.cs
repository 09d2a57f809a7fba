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
        folder.ReadRuns(); // fail before hours of work, not after
        PredictionRun run = PredictionRunRecord.Begin(model, options);
        bool pictured = sources.Count <= PredictionReport.MostPictures;
        using FinishedSlices? finished = run.Model.Sha256 is null ? null : new FinishedSlices(folder);
        PredictionRecord? record = finished is null ? null : PredictionRecord.Begin(finished, folder, run, model.Network.Weights.Values.Device, sources, pictured, options.Again);
        var outputs = new SliceOutputs(folder, options, model.Flags, record);
        var pipeline = new PredictionPipeline(model, options, outputs, pictured, failures, progress);
        IReadOnlyList<SliceSource[]> groups = options.Shard.Of(pipeline.Group(sources));
        groups = [.. groups.Select(group => group.Where(source => outputs.IsFinished(source) || !IsCorrected(source, folder, failures)).ToArray())];
        PredictedSlice[] slices = [];
        try
        {
            // A group that is not finished is computed as a whole, so that its last bits are those of a run that was never stopped.
            pipeline.Run([.. groups.Where(group => !group.All(outputs.IsFinished))], cancellationToken);
        }
        finally
        {
            Dictionary<string, PredictedSlice> written = pipeline.Written.ToDictionary(slice => slice.Id, StringComparer.Ordinal);
            string[] ids = [.. groups.SelectMany(group => group).Where(source => written.ContainsKey(source.Id) || outputs.IsFinished(source)).Select(source => source.Id)];
            bool needsSummary = !options.Shard.IsPart && ids.Length > 0 && (written.Count > 0 || finished?.IsSummarized(ids, options.Origin.CommandLine) != true);
            slices = [.. ids.Select(id => written.GetValueOrDefault(id) ?? record!.Read(id, model, withPictures: needsSummary))];
            if (needsSummary)
            {
                PredictionRunSlice[] described = [.. ids.Select(id => written.ContainsKey(id) ? outputs.Describe(id) : record!.Found[id].Slice)];
                PredictionSummary.Write(model, inputs, folder, slices, options.Origin, run with { Written = options.Origin.Time.GetUtcNow(), Slices = described });
                finished?.Summarize(ids, options.Origin.CommandLine);
            }
        }

        return new PredictionWorkflowResult(slices, failures, warnings) { Before = slices.Length - pipeline.Written.Count };
    }

    /// <summary>The number of parts that the slices behind the inputs can be divided into.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">As of <see cref="Run"/>.</param>
    /// <param name="options">As of <see cref="Run"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such input.</exception>
    /// <exception cref="InvalidDataException">There is no slice.</exception>
    public static int CountParts(SegmentationModel model, IReadOnlyList<string> inputs, PredictionWorkflowOptions options)
    {
        List<FileFailure> failures = [];
        IReadOnlyList<SliceSource> sources = SliceSources.Find(inputs, model, options, failures, []);
        return sources.Count > 0
            ? new PredictionPipeline(model, options, new SliceOutputs(new PredictionFolder("."), options, model.Flags, record: null), pictured: false, failures, progress: null).Group(sources).Count
            : throw FileFailure.OfAll(failures);
    }

    // Outlines that somebody has corrected, or drawn, are work that a prediction must not replace.
    private static bool IsCorrected(SliceSource source, PredictionFolder folder, List<FileFailure> failures)
    {
        string? corrected = Array.Find([folder.OutlinesOf(source.Id), folder.GeoJsonOf(source.Id)], path => File.Exists(path) && !PredictedOutlines.Is(path));
        if (corrected is not null)
        {
            failures.Add(new FileFailure(source.Path, $"{corrected}: expected outlines as predict wrote them, got outlines that were corrected or drawn since; predict into another folder, or move the file to one"));
        }

        return corrected is not null;
    }
}
