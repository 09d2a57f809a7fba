using DeepSlice.Formats;

namespace DeepSlice.Reports;

/// <summary>Links from a report to the files of predicted slices.</summary>
internal static class SliceFiles
{
    private static readonly (string Name, string Ending)[] Kinds =
    [
        ("outlines (ROI zip)", PredictionFolder.OutlinesEnding),
        ("outlines (QuPath)", PredictionFolder.GeoJsonEnding),
        ("labels", PredictionFolder.LabelsEnding),
        ("overlay", PredictionFolder.OverlayEnding),
        ("damage", PredictionFolder.DamageEnding),
        ("overlay (ImageJ)", PredictionFolder.OverlayImageEnding),
        ("labels at full resolution", PredictionFolder.FullResolutionEnding),
        ("probabilities", PredictionFolder.ProbabilitiesEnding),
    ];

    /// <summary>The files of a slice that exist.</summary>
    /// <param name="predictions">Folder of the predictions.</param>
    /// <param name="reportFolder">Folder of the report.</param>
    /// <param name="id">Id of the slice.</param>
    public static IReadOnlyList<ReportLink> Find(string predictions, string reportFolder, string id) =>
    [
        .. Kinds.Select(kind => (kind.Name, Path: Path.Combine(predictions, id + kind.Ending))).Where(file => File.Exists(file.Path))
            .Select(file => new ReportLink(file.Name, Address(Path.GetRelativePath(reportFolder, file.Path)))),
    ];

    /// <summary>A relative path as an address: parts separated by slashes, each escaped.</summary>
    /// <param name="path">Path relative to the page.</param>
    public static string Address(string path) => string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
