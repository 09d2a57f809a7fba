using DeepSlice.Formats;
using DeepSlice.Importing;
using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Writes the pages that show the slices of an imported dataset with their outlines.</summary>
internal static class DatasetCheck
{
    /// <summary>Writes <c>check.html</c>, and its pictures and further pages into <c>check/</c>.</summary>
    /// <param name="folder">Folder of the dataset.</param>
    /// <param name="result">The import, with one or more slices.</param>
    /// <param name="commandLine">The arguments of the command line; empty for calls of the library.</param>
    /// <param name="cancellationToken">Checked before each picture.</param>
    /// <returns>Path of the first page.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string Write(string folder, ImportResult result, IReadOnlyList<string> commandLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        SliceDataset dataset = result.Dataset;
        Parallel.ForEach(dataset.Slices, new ParallelOptions { CancellationToken = cancellationToken }, slice =>
            PngFile.Write(Path.Combine(folder, DatasetCheckReport.PictureOf(slice.Id)), new SliceRenderer(DatasetCheckReport.PictureSide(slice)).Image(slice.Image)));

        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var head = new ReportHead($"Check of {name}") { CommandLine = commandLine, Preprocessing = dataset.Preprocessing };
        var report = new DatasetCheckReport(head, dataset, result.Warnings);
        for (int page = 0; page < report.Pages; page++)
        {
            ReportFile.Write(Path.Combine(folder, DatasetCheckReport.PathOf(page)), report.Render(page));
        }

        return Path.Combine(folder, DatasetCheckReport.PathOf(0));
    }
}
