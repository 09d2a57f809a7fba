using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Scores the outlines that a prediction has written against annotators' ImageJ ROIs, at full resolution.</summary>
public static class OutlineEvaluation
{
    /// <summary>Name of the table of scores.</summary>
    public const string TableName = "outlines.csv";

    /// <summary>Name of the scores as JSON.</summary>
    public const string DocumentName = "outlines.json";

    /// <summary>Name of the report.</summary>
    public const string ReportName = "outlines.html";

    private const string RoisEnding = ".rois.zip";
    private const string LabelsEnding = ".labels.png";

    /// <summary>Compares, and writes <c>outlines.csv</c>, <c>outlines.json</c> and <c>outlines.html</c>.</summary>
    /// <param name="predictions">Folder that <c>predict</c> has written. A slice of it without outlines is one in which no region was found.</param>
    /// <param name="rois">Folder of the annotators' ROI files, named as the slices: <c>B31-02.zip</c>; files of other slices are passed over.</param>
    /// <param name="output">Folder, made where it is missing; files of the same names are replaced.</param>
    /// <param name="catalog">The regions; null for those of the predictions.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel; null where unknown.</param>
    /// <param name="cancellationToken">Looked at before each slice.</param>
    /// <returns>The scores, in the order of the slices' ids.</returns>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">No slice has both, a ROI file is damaged or names unknown regions, or the prediction is of other regions.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ScoreTable Run(
        string predictions, string rois, string output, RegionCatalog? catalog, double? micrometresPerPixel, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (micrometresPerPixel is double side)
        {
            Ensure.PositiveAndFinite(side, "pixel size");
        }

        RegionCatalog regions = CatalogOf(predictions, catalog);
        List<(string Id, string? Predicted, string Annotated)> pairs = Pair(predictions, rois);
        var scores = new SliceScore[pairs.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (string id, string? predicted, string annotated) = pairs[i];
            IReadOnlyList<RegionOutline> found = predicted is null ? [] : RoiSetFile.ReadRegions(predicted, regions);
            scores[i] = OutlineScorer.Score(id, found, RoiSetFile.ReadRegions(annotated, regions), regions, micrometresPerPixel);
        }

        string title = $"Outlines against {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(rois)))}";
        var result = new ScoreTable(regions, Measures.OfOutlines, scores);
        ScoreFiles.WriteCsv(Path.Combine(output, TableName), result);
        ReportFile.Write(Path.Combine(output, DocumentName), ScoreFiles.ToJson(result));
        ReportFile.Write(Path.Combine(output, ReportName), EvaluationReport.Render(title, result, []));
        return result;
    }

    private static RegionCatalog CatalogOf(string predictions, RegionCatalog? wanted)
    {
        RegionCatalog? found = CatalogFile.Find(predictions);
        return wanted is null || found is null || found.HasSameRegions(wanted)
            ? wanted ?? found ?? RegionCatalog.SagittalSix
            : throw new InvalidDataException(
                $"{Path.Combine(predictions, CatalogFile.Name)}: found predictions of the regions {found.Keys}, the catalogue given has {wanted.Keys}; leave the catalogue away");
    }

    private static List<(string Id, string? Predicted, string Annotated)> Pair(string predictions, string rois)
    {
        Dictionary<string, string> outlines = Find(predictions, RoisEnding);
        Dictionary<string, string> labels = Find(predictions, LabelsEnding);
        Dictionary<string, string> annotations = Find(rois, ".roi");
        foreach ((string id, string path) in Find(rois, ".zip"))
        {
            annotations[id] = path;
        }

        List<(string Id, string? Predicted, string Annotated)> pairs =
        [
            .. outlines.Keys.Union(labels.Keys, StringComparer.OrdinalIgnoreCase)
                .Where(annotations.ContainsKey)
                .Order(StringComparer.Ordinal)
                .Select(id => (id, outlines.GetValueOrDefault(id), annotations[id])),
        ];
        return pairs.Count > 0
            ? pairs
            : throw new InvalidDataException(
                $"{predictions}: found no <id>{RoisEnding} with an annotation <id>.zip in {rois}, whose ids are {string.Join(", ", annotations.Keys.Order(StringComparer.Ordinal).Take(3))} …");
    }

    /// <summary>Files of a folder by what precedes an ending of their names.</summary>
    private static Dictionary<string, string> Find(string folder, string ending)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder");
        }

        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in Directory.EnumerateFiles(folder).Where(path => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            files.TryAdd(Path.GetFileName(path)[..^ending.Length], path);
        }

        return files;
    }
}
