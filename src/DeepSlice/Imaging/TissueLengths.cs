using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Tissue lengths of a set of slices in working pixels; see <see cref="TissueLength"/>.</summary>
/// <param name="Shortest">Length in the slice with the shortest tissue, greater than 0.</param>
/// <param name="Median">Median length.</param>
/// <param name="Longest">Length in the slice with the longest tissue.</param>
internal sealed record TissueLengths(double Shortest, double Median, double Longest)
{
    /// <summary>Tissue shorter than this many working pixels is too small to segment.</summary>
    public const double TooSmall = 40;

    // The tissue of sagittal slices spans .82 of the square that holds the largest of them (47 slices of one brain, .67 to .91).
    private const double TypicalShare = 0.82;

    /// <summary>Measures slices.</summary>
    /// <param name="images">Images at working resolution.</param>
    /// <returns>The lengths of those in which tissue stands out, rounded to a tenth of a pixel; null if there is none.</returns>
    public static TissueLengths? Measure(IEnumerable<Raster<float>> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        double[] lengths = [.. images.Select(TissueLength.Measure).Where(length => length > 0).Order().Select(length => Math.Round(length, 1))];
        return lengths.Length == 0 ? null : new TissueLengths(lengths[0], lengths[lengths.Length / 2], lengths[^1]);
    }

    /// <summary>What images should have for a network that resamples them to a length of tissue: enough pixels to reduce, and not many more.</summary>
    /// <param name="length">Length of the tissue in pixels of the network.</param>
    public static TissueLengths About(double length) => new(0.6 * length, 1.4 * length, 3 * length);

    /// <summary>What to assume of slices that only the size of is known.</summary>
    /// <param name="size">Size of the largest slice in working pixels.</param>
    public static TissueLengths Typical(RasterSize size)
    {
        double side = Math.Max(size.Width, size.Height);
        return new TissueLengths(0.67 * side, TypicalShare * side, 0.91 * side);
    }
}
