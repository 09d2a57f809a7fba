using System.Globalization;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Formats;
using DeepSlice.Reports;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>Shows a slice under every artifact: <c>artifacts.png</c>, <c>artifacts-regions.png</c> if the slice has regions, and a page with explanations.</summary>
internal static class ArtifactWorkflow
{
    /// <summary>Name of the sheet.</summary>
    public const string SheetName = "artifacts.png";

    /// <summary>Name of the sheet with regions.</summary>
    public const string RegionSheetName = "artifacts-regions.png";

    /// <summary>Name of the page.</summary>
    public const string ReportName = "artifacts.html";

    /// <summary>Makes the pictures.</summary>
    /// <param name="slice">The slice, at working resolution.</param>
    /// <param name="artifacts">One or more artifacts.</param>
    /// <param name="seed">Equal seeds give equal artifacts.</param>
    /// <param name="folder">Folder, created if missing; files of the same names are replaced.</param>
    /// <param name="progress">Receives the number of finished artifacts, after each.</param>
    /// <param name="cancellationToken">Stops between artifacts, before anything is written.</param>
    /// <returns>Names of the files written.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static IReadOnlyList<string> Run(
        Slice slice, IReadOnlyList<Artifact> artifacts, ulong seed, string folder, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(slice);
        ArgumentNullException.ThrowIfNull(artifacts);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        RandomStream random = new RandomStream(seed).Derive(slice.Id);
        var rows = new List<ArtifactRow>();
        foreach (Artifact artifact in artifacts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(ArtifactRow.Make(artifact, slice, random));
            progress?.Report(rows.Count);
        }

        PngFile.Write(Path.Combine(folder, SheetName), ArtifactSheet.Render(rows));
        string regionSheet = Path.Combine(folder, RegionSheetName);
        if (slice.Regions is null)
        {
            File.Delete(regionSheet); // left by another slice
        }
        else
        {
            PngFile.Write(regionSheet, ArtifactSheet.Render(rows, withRegions: true));
        }

        ReportFile.Write(Path.Combine(folder, ReportName), ArtifactReport.Render(new ReportHead("Artifacts"), rows, Facts(slice, seed)));
        return slice.Regions is null ? [SheetName, ReportName] : [SheetName, RegionSheetName, ReportName];
    }

    private static ReportFact[] Facts(Slice slice, ulong seed) =>
    [
        new ReportFact("Slice", slice.Id, $"{slice.Image.Size} pixels; all pictures use the grey scale of the clean slice"),
        new ReportFact("Seed", seed.ToString(CultureInfo.InvariantCulture), "Another seed gives different tears, folds and bubbles"),
    ];
}
