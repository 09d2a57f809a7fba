using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Images and their labels side by side in one picture, to check that both were transformed alike.</summary>
internal static class ContactSheet
{
    private const int Gap = 6;

    private static readonly RegionColor _paper = new(36, 38, 43);

    /// <summary>Draws pairs of image and labels in rows.</summary>
    /// <param name="pairs">Images with labels of the same size; one or more.</param>
    /// <param name="pairsPerRow">Pairs per row, 1 or more.</param>
    /// <param name="longestSide">Maximal length of the longest side of each picture, in pixels.</param>
    /// <returns>The sheet.</returns>
    /// <exception cref="ArgumentException">There is no pair, or image and labels of a pair differ in size.</exception>
    public static Raster<RegionColor> Render(IReadOnlyList<(Raster<float> Image, RegionMap Labels)> pairs, int pairsPerRow = 4, int longestSide = 168)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        Ensure.Positive(pairsPerRow);
        if (pairs.Count == 0)
        {
            throw new ArgumentException("expected one or more pairs of image and labels, got none", nameof(pairs));
        }

        var renderer = new SliceRenderer(longestSide);
        (Raster<RegionColor> Image, Raster<RegionColor> Labels)[] pictures =
        [
            .. pairs.Select(pair => (renderer.Image(pair.Image).Map(value => new RegionColor(value, value, value)), renderer.Labels(pair.Labels))),
        ];
        int cellWidth = pictures.Max(pair => pair.Image.Width);
        int cellHeight = pictures.Max(pair => pair.Image.Height);
        int columns = Math.Min(pairsPerRow, pairs.Count);
        int rows = (pairs.Count + columns - 1) / columns;
        int pairWidth = (2 * cellWidth) + 1;
        var sheet = new Raster<RegionColor>((columns * (pairWidth + Gap)) + Gap, (rows * (cellHeight + Gap)) + Gap);
        sheet.Pixels.Fill(_paper);
        for (int i = 0; i < pictures.Length; i++)
        {
            int left = Gap + (i % columns * (pairWidth + Gap));
            int top = Gap + (i / columns * (cellHeight + Gap));
            Paste(pictures[i].Image, sheet, left, top);
            Paste(pictures[i].Labels, sheet, left + cellWidth + 1, top);
        }

        return sheet;
    }

    internal static void Paste(Raster<RegionColor> picture, Raster<RegionColor> sheet, int left, int top)
    {
        for (int y = 0; y < picture.Height; y++)
        {
            picture.Row(y).CopyTo(sheet.Row(top + y)[left..]);
        }
    }
}
