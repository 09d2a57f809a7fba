using System.Globalization;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>The page that shows a slice under every artifact and explains each.</summary>
internal static class ArtifactReport
{
    private const int LongestSide = 168;

    /// <summary>Writes the page as one self-contained HTML file.</summary>
    /// <param name="head">Title and origin.</param>
    /// <param name="rows">One or more artifacts of one slice.</param>
    /// <param name="facts">Facts about the input.</param>
    /// <returns>The page.</returns>
    public static string Render(ReportHead head, IReadOnlyList<ArtifactRow> rows, IReadOnlyList<ReportFact> facts)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(facts);
        RegionCatalog? catalog = rows.Select(row => row.Clean.Regions?.Catalog).FirstOrDefault();
        return ReportPage.Render(
            head,
            "Defects from cutting, floating, mounting, staining and imaging a slice, at five severities.",
            [
                ReportParts.Tiles(facts),
                catalog is null ? Html.Empty : ReportParts.RegionLegend(catalog),
                .. rows.Select(Section),
            ]);
    }

    private static Html Section(ArtifactRow row)
    {
        var renderer = new SliceRenderer(LongestSide);
        string labels = row.Artifact.ChangesLabels ? "Labels move with the tissue; labels of removed tissue are removed." : "Labels are unchanged.";
        Html pictures = Pictures(renderer, row, withRegions: false);
        Html overlays = row.Clean.Regions is null || !row.Artifact.ChangesLabels ? Html.Empty : Pictures(renderer, row, withRegions: true);
        return ReportParts.Section(
            row.Artifact.Name,
            $"{row.Artifact.Description} {labels} Amount: {row.Artifact.Measure}.",
            Html.Of($"""<div class="card">{pictures}{overlays}</div>"""));
    }

    private static Html Pictures(SliceRenderer renderer, ArtifactRow row, bool withRegions) => Html.Of(
        $"""<div class="pictures six">{row.Severities.Prepend(row.Clean).Select((slice, column) => Figure(renderer, slice, row, column, withRegions))}</div>""");

    private static Html Figure(SliceRenderer renderer, Slice slice, ArtifactRow row, int column, bool withRegions)
    {
        string caption = Caption(row, column);
        string description = $"Slice {slice.Id}{(withRegions ? " with its regions" : "")}, {row.Artifact.Name}, {caption}";
        string id = string.Create(CultureInfo.InvariantCulture, $"{row.Artifact.Key}-{column}{(withRegions ? "-regions" : "")}");
        return withRegions
            ? ReportParts.Figure(id, ArtifactSheet.Picture(renderer, slice, row.Clean.Image, withRegions), caption, description)
            : ReportParts.Figure(id, renderer.Image(slice.Image, row.Clean.Image), caption, description);
    }

    private static string Caption(ArtifactRow row, int column) =>
        column == 0 ? "clean" : $"severity {column.ToString(CultureInfo.InvariantCulture)}: {row.Artifact.Amounts[column - 1].ToString("0.###", CultureInfo.InvariantCulture)}";
}
