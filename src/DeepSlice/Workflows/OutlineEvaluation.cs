using DeepSlice.Evaluation;
using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Scores;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Scores predicted outlines against annotators' outlines, at full resolution.</summary>
internal static class OutlineEvaluation
{
    /// <summary>Name of the table of scores.</summary>
    public const string TableName = "outlines.csv";

    /// <summary>Name of the scores as JSON.</summary>
    public const string DocumentName = "outlines.json";

    /// <summary>Name of the report.</summary>
    public const string ReportName = "outlines.html";

    /// <summary>Scores the outlines and writes <c>outlines.csv</c>, <c>outlines.json</c> and <c>outlines.html</c>.</summary>
    /// <param name="predictions">Output folder of <c>predict</c>. In a slice without outlines, no region was found.</param>
    /// <param name="rois">Folder of the annotators' outlines, named as the slices: <c>B31-02.zip</c>, <c>B31-02.geojson</c>, or <c>B31-02.rois.zip</c> of a corrected prediction; files of other slices are skipped.</param>
    /// <param name="output">Folder, created if missing; files of the same names are replaced.</param>
    /// <param name="options">Regions, their names, the size of a pixel, and the command line for the report.</param>
    /// <param name="failures">Gets the slices whose outlines cannot be used; the others are scored.</param>
    /// <param name="warnings">Gets what was skipped or is ambiguous in the outlines.</param>
    /// <param name="cancellationToken">Looked at before each slice.</param>
    /// <returns>The scores, in the order of the slices' ids.</returns>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">No slice has both, no slice can be scored, or the prediction is of other regions.</exception>
    /// <exception cref="ArgumentException">A name refers to no region.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ScoreTable Run(
        string predictions,
        string rois,
        string output,
        OutlineEvaluationOptions options,
        ICollection<FileFailure> failures,
        ICollection<string> warnings,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(failures);
        RegionCatalog regions = new PredictionFolder(predictions).CatalogOr(options.Catalog).WithAliases(options.Names);
        var notes = new OutlineNotes();
        List<SliceScore> scores = Score(predictions, rois, new RegionNames(regions) { MergeSides = options.MergeSides }, options, notes, failures, cancellationToken);
        foreach (string warning in notes.Warnings(regions))
        {
            warnings.Add(warning);
        }

        var head = new ReportHead($"Outlines against {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(rois)))}")
        {
            CommandLine = options.CommandLine,
            FilesOf = id => SliceFiles.Find(predictions, output, id),
        };
        var result = new ScoreTable(regions, Measures.OfOutlines, scores);
        ScoreFiles.WriteCsv(Path.Combine(output, TableName), result);
        ReportFile.Write(Path.Combine(output, DocumentName), ScoreFiles.ToJson(result));
        ReportFile.Write(Path.Combine(output, ReportName), EvaluationReport.Render(head, result, []));
        return result;
    }

    private static List<SliceScore> Score(
        string predictions, string rois, RegionNames names, OutlineEvaluationOptions options, OutlineNotes notes, ICollection<FileFailure> failures, CancellationToken cancellationToken)
    {
        var folder = new PredictionFolder(predictions);
        PredictionRuns runs = folder.ReadRuns();
        IReadOnlyDictionary<string, string> animals = folder.ReadAnimals();
        List<SliceScore> scores = [];
        foreach ((string id, string[] files) in Pair(folder, rois, options.Recursive))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = folder.OutlinesOf(id);
            try
            {
                IReadOnlyList<RegionOutline> found = File.Exists(path) ? OutlineFile.ReadRegions(path, id, names, notes) : [];
                path = Annotation(id, files, folder);
                SliceOutlines drawn = OutlineFile.Read(path, id, names, notes);
                scores.Add(OutlineScorer.Score(id, found, drawn, names.Catalog, options.MicrometresPerPixel) with { SeenInTraining = SeenSlices.IsSeen(runs, id), Animal = animals.GetValueOrDefault(id, "") });
            }
            catch (Exception error) when (FileFailure.IsOne(error))
            {
                failures.Add(FileFailure.Of(path, error));
            }
        }

        return scores.Count > 0 ? scores : throw FileFailure.OfAll(failures);
    }

    private static List<(string Id, string[] Annotations)> Pair(PredictionFolder folder, string rois, bool recursive)
    {
        ILookup<string, string> annotations = RoiFolder.List(rois, recursive);
        List<(string Id, string[] Annotations)> pairs = [.. folder.SliceIds().Select(id => (id, annotations[ComposedText.Of(id)].ToArray())).Where(pair => pair.Item2.Length > 0)];
        return pairs.Count > 0 ? pairs
            : annotations.Count == 0 ? throw new InvalidDataException($"{rois}: expected {RoiFolder.Allowed} got none; give the folder of the annotators' outlines")
            : throw new InvalidDataException(
                $"{folder.FullPath}: expected predictions of the slices outlined in {rois} ({string.Join(", ", annotations.Select(files => files.Key).Take(3))} …), got none; give the output folder of predict for these slices");
    }

    // In a shared folder, predicted outlines must not be taken for annotations.
    private static string Annotation(string id, string[] files, PredictionFolder folder)
    {
        string[] chosen = PredictedOutlines.Choose(files);
        string[] drawn = chosen.Length == 1 ? chosen : [.. chosen.Where(path => Path.GetFullPath(path) != Path.GetFullPath(folder.OutlinesOf(id)))];
        return drawn.Length == 1 ? drawn[0] : throw new InvalidDataException(RoiFolder.Ambiguity(id, drawn));
    }
}
