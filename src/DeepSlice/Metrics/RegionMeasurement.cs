using DeepSlice.Slices;

namespace DeepSlice.Metrics;

/// <summary>Size, brightness and confidence of one region of one slice.</summary>
internal sealed record RegionMeasurement
{
    /// <summary>Id of the slice.</summary>
    public required string SliceId { get; init; }

    /// <summary>The region.</summary>
    public required Region Region { get; init; }

    /// <summary>Area in full-resolution pixels; padding does not count.</summary>
    public required double AreaPixels { get; init; }

    /// <summary>Area in square micrometres; null if the pixel size is unknown.</summary>
    public required double? AreaSquareMicrometres { get; init; }

    /// <summary>Area as a fraction of the slice's tissue (all pixels other than background), 0 … 1; 0 if the slice has no tissue.</summary>
    public required double Fraction { get; init; }

    /// <summary>Mean grey value in the unit of the image; null if the region is empty.</summary>
    public required double? MeanIntensity { get; init; }

    /// <summary>Expected Dice of the region from the network's probabilities, 0 … 1; null if the region is empty or there are no probabilities.</summary>
    public required double? Confidence { get; init; }

    /// <summary>Measures every region except the background.</summary>
    /// <param name="slice">The slice; its annotation is not used.</param>
    /// <param name="regions">Regions to measure, same size as the slice's image.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel in micrometres, or null if unknown.</param>
    /// <param name="confidences">Expected Dice by region index, 0 … 1; null if unknown.</param>
    /// <returns>One measurement per region in catalogue order, including empty regions.</returns>
    /// <exception cref="ArgumentException">Sizes differ, or the number of confidences is not the number of regions.</exception>
    public static IReadOnlyList<RegionMeasurement> Measure(
        Slice slice, RegionMap regions, double? micrometresPerPixel, IReadOnlyList<double?> confidences)
    {
        ArgumentNullException.ThrowIfNull(slice);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(confidences);
        if (regions.Size != slice.Image.Size || confidences.Count != regions.Catalog.Count)
        {
            throw new ArgumentException(
                $"expected regions of {slice.Image.Size} and {regions.Catalog.Count} confidences, got {regions.Size} and {confidences.Count} confidences",
                nameof(regions));
        }

        (double[] areas, double[] intensities) = Sums(slice, regions);
        double tissue = Math.Max(1, areas.Sum() - areas[0]);
        return [.. regions.Catalog.Regions.Skip(1).Select(region =>
        {
            double area = areas[region.Index];
            return new RegionMeasurement
            {
                SliceId = slice.Id,
                Region = region,
                AreaPixels = area,
                AreaSquareMicrometres = area * micrometresPerPixel * micrometresPerPixel,
                Fraction = area / tissue,
                MeanIntensity = area == 0 ? null : intensities[region.Index] / area,
                Confidence = area == 0 ? null : confidences[region.Index],
            };
        })];
    }

    /// <summary>Area in full-resolution pixels and sum of grey values, by region index.</summary>
    private static (double[] Areas, double[] Intensities) Sums(Slice slice, RegionMap regions)
    {
        double[] areas = new double[regions.Catalog.Count];
        double[] intensities = new double[areas.Length];
        int[] columns = slice.Frame.ColumnExtents();
        int[] rows = slice.Frame.RowExtents();
        for (int y = 0; y < rows.Length; y++)
        {
            ReadOnlySpan<byte> indices = regions.Indices.Row(y);
            ReadOnlySpan<float> grey = slice.Image.Row(y);
            for (int x = 0; x < indices.Length; x++)
            {
                double area = (double)rows[y] * columns[x];
                areas[indices[x]] += area;
                intensities[indices[x]] += area * grey[x];
            }
        }

        return (areas, intensities);
    }
}
