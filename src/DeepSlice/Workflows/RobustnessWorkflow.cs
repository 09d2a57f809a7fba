using DeepSlice.Evaluation;
using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>
/// Computes scorecards of models: <c>robustness.csv</c>, <c>robustness.json</c> and <c>robustness.html</c>. Every finished cell is kept under <c>cells</c> and
/// reused as long as models, slices, options and artifacts are the same.
/// </summary>
internal static class RobustnessWorkflow
{
    /// <summary>Name of the table.</summary>
    public const string TableName = "robustness.csv";

    /// <summary>Name of the scorecards as JSON.</summary>
    public const string DocumentName = "robustness.json";

    /// <summary>Name of the page.</summary>
    public const string ReportName = "robustness.html";

    /// <summary>Scores models on the annotated slices of a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="head">Title and origin of the page.</param>
    /// <param name="options">Models, artifacts, slices, and how models are applied.</param>
    /// <param name="folder">Folder, created if missing; files of the same names are replaced.</param>
    /// <param name="progress">Receives a report at the beginning and after each computed cell; may be null.</param>
    /// <param name="cancellationToken">Stops between batches; finished cells are kept.</param>
    /// <returns>The scorecards.</returns>
    /// <exception cref="InvalidDataException">A model cannot be read or does not fit the dataset, or there is no slice to score on.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the same call resumes.</exception>
    public static RobustnessResult Run(
        SliceDataset dataset,
        ReportHead head,
        RobustnessWorkflowOptions options,
        string folder,
        IProgress<RobustnessProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Slice[] slices = Scored(dataset, options.SliceIds);
        using RobustnessModels models = RobustnessModels.Open(dataset, slices, options);
        var book = new RobustnessBook(folder, dataset.Catalog, slices, models.All, RobustnessPlace.All(options.Artifacts));
        book.Complete(slices, progress, cancellationToken);

        RobustnessScorecard[] cards = [.. models.All.Select(model => new RobustnessScorecard(model.Name, dataset.Catalog, options.Artifacts, book.CellsOf(model)))];
        var result = new RobustnessResult
        {
            Scorecards = cards,
            Reference = models.Reference is null ? null : cards.Single(card => card.Model == models.Reference.Name),
            Warnings = [.. models.All.Select(model => model.Warning).OfType<string>()],
            Remarks = [.. models.All.Select(model => model.Remark).OfType<string>()],
        };
        RobustnessFiles.WriteCsv(Path.Combine(folder, TableName), result);
        ReportFile.Write(Path.Combine(folder, DocumentName), RobustnessFiles.ToJson(result) + "\n");
        ReportFile.Write(Path.Combine(folder, ReportName), RobustnessReport.Render(head, result, book.ExamplesOf));
        return result;
    }

    /// <summary>Computes the cells of a part of the artifacts and severities; <see cref="Run"/> then finds them finished.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="options">As of <see cref="Run"/>.</param>
    /// <param name="shard">The part.</param>
    /// <param name="folder">Folder, created if missing.</param>
    /// <param name="progress">As of <see cref="Run"/>.</param>
    /// <param name="cancellationToken">As of <see cref="Run"/>.</param>
    /// <returns>Number of artifacts and severities of the part.</returns>
    /// <exception cref="InvalidDataException">As of <see cref="Run"/>.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the same call resumes.</exception>
    public static int RunPart(
        SliceDataset dataset, RobustnessWorkflowOptions options, Shard shard, string folder, IProgress<RobustnessProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Slice[] slices = Scored(dataset, options.SliceIds);
        using RobustnessModels models = RobustnessModels.Open(dataset, slices, options);
        IReadOnlyList<RobustnessPlace> places = shard.Of(RobustnessPlace.All(options.Artifacts));
        new RobustnessBook(folder, dataset.Catalog, slices, models.All, places).Complete(slices, progress, cancellationToken);
        return places.Count;
    }

    private static Slice[] Scored(SliceDataset dataset, IReadOnlyList<string> ids)
    {
        Slice[] annotated = [.. dataset.Slices.Where(slice => slice.Regions is not null)];
        if (annotated.Length == 0)
        {
            throw new InvalidDataException($"expected annotated slices, got none among {dataset.Slices.Count}; give a dataset with annotations");
        }

        return ids.FirstOrDefault(id => annotated.All(slice => slice.Id != id)) is { } unknown
            ? throw new InvalidDataException($"expected the id of an annotated slice, got '{unknown}'; choose one of {annotated.Length}, from '{annotated[0].Id}' to '{annotated[^1].Id}'")
            : ids.Count == 0 ? annotated : [.. annotated.Where(slice => ids.Contains(slice.Id, StringComparer.Ordinal))];
    }
}
