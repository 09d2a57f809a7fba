using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Scores predicted outlines against annotators' ImageJ ROIs, at full resolution.</summary>
public static class OutlineEvaluation
{
    /// <summary>Name of the table of scores.</summary>
    public const string TableName = "outlines.csv";

    /// <summary>Name of the scores as JSON.</summary>
    public const string DocumentName = "outlines.json";

    /// <summary>Name of the report.</summary>
    public const string ReportName = "outlines.html";

    /// <summary>Scores the outlines and writes <c>outlines.csv</c>, <c>outlines.json</c> and <c>outlines.html</c>.</summary>
    /// <param name="predictions">Output folder of <c>predict</c>. In a slice without outlines, no region was found.</param>
    /// <param name="rois">Folder of the annotators' ROI files, named as the slices: <c>B31-02.zip</c>, or <c>B31-02.rois.zip</c> of a corrected prediction; files of other slices are skipped.</param>
    /// <param name="output">Folder, created if missing; files of the same names are replaced.</param>
    /// <param name="catalog">The regions; null for those of the predictions.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel; null if unknown.</param>
    /// <param name="cancellationToken">Checked before each slice.</param>
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

        RegionCatalog regions = new PredictionFolder(predictions).CatalogOr(catalog);
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

    private static List<(string Id, string? Predicted, string Annotated)> Pair(string predictions, string rois)
    {
        var folder = new PredictionFolder(predictions);
        ILookup<string, string> annotations = RoiFolder.List(rois);
        List<(string Id, string? Predicted, string Annotated)> pairs =
        [
            .. folder.SliceIds()
                .Where(annotations.Contains)
                .Select(id => (id, File.Exists(folder.OutlinesOf(id)) ? folder.OutlinesOf(id) : null, Annotation(id, [.. annotations[id]], folder))),
        ];
        return pairs.Count > 0
            ? pairs
            : throw new InvalidDataException(
                $"{predictions}: expected predictions of the slices outlined in {rois} ({string.Join(", ", annotations.Select(files => files.Key).Take(3))} …), got none; give the output folder of predict for these slices");
    }

    // In a shared folder, predicted outlines must not be taken for annotations.
    private static string Annotation(string id, string[] files, PredictionFolder folder)
    {
        string[] drawn = files.Length == 1 ? files : [.. files.Where(path => Path.GetFullPath(path) != Path.GetFullPath(folder.OutlinesOf(id)))];
        return drawn.Length == 1 ? drawn[0] : throw new InvalidDataException(RoiFolder.Ambiguity(id, drawn));
    }
}
