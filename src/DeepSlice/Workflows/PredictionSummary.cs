using DeepSlice.Formats;
using DeepSlice.Networks;
using DeepSlice.Reports;

namespace DeepSlice.Workflows;

/// <summary>Writes what concerns all slices of a prediction: <c>catalog.json</c>, <c>run.json</c>, <c>regions.csv</c> and the report.</summary>
internal static class PredictionSummary
{
    /// <summary>Writes the files.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs as they were given.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="slices">One or more slices, in order.</param>
    /// <param name="origin">Command line and clock.</param>
    /// <param name="run">The run with its slices.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(
        SegmentationModel model, IReadOnlyList<string> inputs, PredictionFolder folder, IReadOnlyList<PredictedSlice> slices, PredictionOrigin origin, PredictionRun run)
    {
        folder.Write(model.Catalog);
        folder.Write(run);
        RegionsCsv.Write(folder.TableFile, slices);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(inputs[0])));
        string others = inputs.Count > 1 ? $" and {inputs.Count - 1} more" : "";
        var head = new ReportHead($"Regions of {name}{others}") { CommandLine = origin.CommandLine, Time = origin.Time };
        WritePages(folder.FullPath, page => head with { FilesOf = id => SliceFiles.Find(folder.FullPath, Path.GetDirectoryName(PageIn(folder.FullPath, page))!, id) }, new PredictionReport(
            model.Catalog, slices, new PredictionReportModel(model.Provenance.ToWords(model.Preprocessing.Binning), model.Flags)));
    }

    // Pages of an earlier, longer report are removed.
    private static void WritePages(string folder, Func<int, ReportHead> head, PredictionReport report)
    {
        for (int page = 0; page < report.Pages; page++)
        {
            ReportFile.Write(PageIn(folder, page), report.Render(head(page), page));
        }

        for (int page = Math.Max(report.Pages, 1); File.Exists(PageIn(folder, page)); page++)
        {
            File.Delete(PageIn(folder, page));
        }
    }

    private static string PageIn(string folder, int page) => Path.Combine(folder, PredictionReport.PathOf(page));
}
