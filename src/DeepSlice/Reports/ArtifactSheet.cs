using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>A slice under every artifact and severity in one picture: a row per artifact, a column per severity, the clean slice first.</summary>
internal static class ArtifactSheet
{
    private const int Gap = 6;
    private const int TextScale = 2;

    private static readonly RegionColor _paper = new(36, 38, 43);
    private static readonly RegionColor _ink = new(222, 225, 230);

    /// <summary>Draws the images.</summary>
    /// <param name="rows">One or more artifacts.</param>
    /// <param name="longestSide">Maximal length of the longest side of each picture, in pixels.</param>
    /// <param name="withRegions">Whether regions are drawn on the images; the slices must have regions then.</param>
    /// <returns>The sheet.</returns>
    public static Raster<RegionColor> Render(IReadOnlyList<ArtifactRow> rows, int longestSide = 168, bool withRegions = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("expected one or more artifacts, got none", nameof(rows));
        }

        var renderer = new SliceRenderer(longestSide);
        RasterSize cell = renderer.Image(rows[0].Clean.Image).Size;
        int left = (2 * Gap) + rows.Max(row => PixelFont.Width(row.Artifact.Key, TextScale));
        int head = (2 * Gap) + (PixelFont.Height * TextScale);
        int columns = 1 + rows.Max(row => row.Severities.Count);
        var sheet = new Raster<RegionColor>(left + (columns * (cell.Width + Gap)), head + (rows.Count * (cell.Height + Gap)));
        sheet.Pixels.Fill(_paper);
        for (int column = 0; column < columns; column++)
        {
            string heading = column == 0 ? "clean" : FormattableString.Invariant($"severity {column}");
            PixelFont.Draw(heading, sheet, left + (column * (cell.Width + Gap)), Gap, TextScale, _ink);
        }

        for (int y = 0; y < rows.Count; y++)
        {
            int top = head + (y * (cell.Height + Gap));
            PixelFont.Draw(rows[y].Artifact.Key, sheet, Gap, top + (cell.Height / 2) - (PixelFont.Height * TextScale / 2), TextScale, _ink);
            for (int x = 0; x <= rows[y].Severities.Count; x++)
            {
                Slice slice = x == 0 ? rows[y].Clean : rows[y].Severities[x - 1];
                ContactSheet.Paste(Picture(renderer, slice, rows[y].Clean.Image, withRegions), sheet, left + (x * (cell.Width + Gap)), top);
            }
        }

        return sheet;
    }

    /// <summary>Draws a slice with the grey scale of the clean one, so that fading and saturation are visible.</summary>
    internal static Raster<RegionColor> Picture(SliceRenderer renderer, Slice slice, Raster<float> clean, bool withRegions) =>
        withRegions && slice.Regions is { } regions
            ? renderer.Overlay(slice.Image, regions, clean)
            : renderer.Image(slice.Image, clean).Map(value => new RegionColor(value, value, value));
}
