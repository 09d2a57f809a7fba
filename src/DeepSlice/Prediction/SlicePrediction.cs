using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Prediction;

/// <summary>What a model says of one slice.</summary>
public sealed class SlicePrediction
{
    /// <summary>Makes a prediction from probabilities.</summary>
    /// <param name="catalog">Regions in the order of the probabilities.</param>
    /// <param name="size">Size of the slice's working grid.</param>
    /// <param name="probabilities">(C, H, W) in row-major order, each 0 … 1 and summing to 1 over C; kept, not copied.</param>
    /// <exception cref="ArgumentException">The number of probabilities is not regions × pixels.</exception>
    public SlicePrediction(RegionCatalog catalog, RasterSize size, float[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(probabilities);
        if (probabilities.Length != catalog.Count * size.PixelCount)
        {
            throw new ArgumentException(
                $"found {probabilities.Length} probabilities, {catalog.Count} regions of {size} need {catalog.Count * size.PixelCount}", nameof(probabilities));
        }

        Probabilities = probabilities;
        Regions = new RegionMap(catalog, MostProbable(probabilities, size, catalog.Count, out double?[] confidences));
        Confidences = confidences;
    }

    /// <summary>The most probable region of each pixel.</summary>
    public RegionMap Regions { get; }

    /// <summary>Probability of each region at each pixel, (C, H, W) in row-major order.</summary>
    public float[] Probabilities { get; }

    /// <summary>By region index, the mean probability of the region over the pixels given to it, 0 … 1; null where it has none.</summary>
    public IReadOnlyList<double?> Confidences { get; }

    private static Raster<byte> MostProbable(ReadOnlySpan<float> probabilities, RasterSize size, int regions, out double?[] confidences)
    {
        var indices = new Raster<byte>(size);
        Span<byte> chosen = indices.Pixels;
        float[] best = probabilities[..chosen.Length].ToArray();
        for (int region = 1; region < regions; region++)
        {
            ReadOnlySpan<float> plane = probabilities.Slice(region * chosen.Length, chosen.Length);
            for (int i = 0; i < plane.Length; i++)
            {
                if (plane[i] > best[i])
                {
                    best[i] = plane[i];
                    chosen[i] = (byte)region;
                }
            }
        }

        confidences = Means(chosen, best, regions);
        return indices;
    }

    private static double?[] Means(ReadOnlySpan<byte> chosen, ReadOnlySpan<float> best, int regions)
    {
        var sums = new double[regions];
        var counts = new int[regions];
        for (int i = 0; i < chosen.Length; i++)
        {
            sums[chosen[i]] += best[i];
            counts[chosen[i]]++;
        }

        var means = new double?[regions];
        for (int region = 0; region < regions; region++)
        {
            means[region] = counts[region] == 0 ? null : sums[region] / counts[region];
        }

        return means;
    }
}
