using DeepSlice.Slices;

namespace DeepSlice.Metrics;

/// <summary>Size, brightness and certainty of one region of one slice.</summary>
public sealed record RegionMeasurement
{
    /// <summary>Id of the slice.</summary>
    public required string SliceId { get; init; }

    /// <summary>The region.</summary>
    public required Region Region { get; init; }

    /// <summary>Area in pixels of the original image: those of its working pixels that lie on that image.</summary>
    public required double AreaPixels { get; init; }

    /// <summary>Area in square micrometres; null where the size of a pixel is unknown.</summary>
    public required double? AreaSquareMicrometres { get; init; }

    /// <summary>Share of the slice's tissue, that is of the area of all pixels that are not background, 0 … 1; 0 where the slice has no tissue.</summary>
    public required double Fraction { get; init; }

    /// <summary>Mean grey value in the units of the image; null where the region is empty.</summary>
    public required double? MeanIntensity { get; init; }

    /// <summary>The Dice that the region may be expected to have by the network's own probabilities, 0 … 1; null where the region is empty or no probability is known.</summary>
    public required double? Confidence { get; init; }

    /// <summary>Measures every region but the background.</summary>
    /// <param name="slice">The slice; its own annotation is not looked at.</param>
    /// <param name="regions">The regions to measure, of the slice's working size.</param>
    /// <param name="micrometresPerPixel">Side of a full-resolution pixel in micrometres, or null where unknown.</param>
    /// <param name="confidences">By region index, the Dice that the region may be expected to have, 0 … 1; null where that is unknown.</param>
    /// <returns>One measurement a region in the catalogue's order, empty regions included.</returns>
    /// <exception cref="ArgumentException">Sizes differ, or there is not one confidence a region.</exception>
    public static IReadOnlyList<RegionMeasurement> Measure(
        Slice slice, RegionMap regions, double? micrometresPerPixel, IReadOnlyList<double?> confidences)
    {
        ArgumentNullException.ThrowIfNull(slice);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(confidences);
        if (regions.Size != slice.Image.Size || confidences.Count != regions.Catalog.Count)
        {
            throw new ArgumentException(
                $"found regions of {regions.Size} and {confidences.Count} confidences for an image of {slice.Image.Size} and {regions.Catalog.Count} regions; sizes and numbers must be the same",
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

    /// <summary>By region index, the area in full-resolution pixels and the grey values summed over it.</summary>
    private static (double[] Areas, double[] Intensities) Sums(Slice slice, RegionMap regions)
    {
        double[] areas = new double[regions.Catalog.Count];
        double[] intensities = new double[areas.Length];
        int[] columns = Extents(regions.Size.Width, slice.Frame.OffsetX, slice.Frame.Binning, slice.Frame.OriginalSize.Width);
        int[] rows = Extents(regions.Size.Height, slice.Frame.OffsetY, slice.Frame.Binning, slice.Frame.OriginalSize.Height);
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

    /// <summary>Full-resolution pixels that each working pixel covers along one axis: fewer at a border that the binning does not divide, none in the padding.</summary>
    private static int[] Extents(int count, int offset, Binning binning, int originalLength)
    {
        var extents = new int[count];
        for (int i = 0; i < count; i++)
        {
            long start = (long)(i - offset) * binning.Factor;
            extents[i] = (int)(Math.Clamp(start + binning.Factor, 0, originalLength) - Math.Clamp(start, 0, originalLength));
        }

        return extents;
    }
}
