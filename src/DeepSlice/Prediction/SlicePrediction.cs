using System.Numerics.Tensors;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Prediction;

/// <summary>What a model says of one slice.</summary>
public sealed class SlicePrediction
{
    /// <summary>A slice with a smaller <see cref="Confidence"/> should not be trusted before somebody has looked at it.</summary>
    public const double DoubtfulBelow = 0.8;

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
        Regions = new RegionMap(catalog, MostProbable(probabilities, size, catalog.Count));
        Confidences = ExpectedDice(probabilities, Regions.Indices.Pixels, catalog.Count);
        Confidence = catalog.Annotated.Select(region => Confidences[region.Index]).Average();
    }

    /// <summary>The most probable region of each pixel.</summary>
    public RegionMap Regions { get; }

    /// <summary>Probability of each region at each pixel, (C, H, W) in row-major order.</summary>
    public float[] Probabilities { get; }

    /// <summary>
    /// By region index, the Dice that the region may be expected to have, 0 … 1, by the probabilities themselves: with A the pixels given to the region and p
    /// its probability, 2 Σ over A of p ÷ (|A| + Σ over all pixels of p); null where no pixel is given to it.
    /// </summary>
    /// <remarks>
    /// The soft Dice confidence of Borges et al. 2024 (arXiv:2402.10665). It falls both where the network doubts what it has drawn, and where it half
    /// sees more of the region outside.
    /// </remarks>
    public IReadOnlyList<double?> Confidences { get; }

    /// <summary>Mean of the annotated regions' <see cref="Confidences"/>; null where none was found.</summary>
    public double? Confidence { get; }

    private static Raster<byte> MostProbable(ReadOnlySpan<float> probabilities, RasterSize size, int regions)
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

        return indices;
    }

    private static double?[] ExpectedDice(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> chosen, int regions)
    {
        var areas = new int[regions];
        var overlaps = new double[regions];
        for (int i = 0; i < chosen.Length; i++)
        {
            areas[chosen[i]]++;
            overlaps[chosen[i]] += probabilities[(chosen[i] * chosen.Length) + i];
        }

        var expected = new double?[regions];
        for (int region = 0; region < regions; region++)
        {
            double extent = TensorPrimitives.Sum(probabilities.Slice(region * chosen.Length, chosen.Length));
            expected[region] = areas[region] == 0 ? null : 2 * overlaps[region] / (areas[region] + extent);
        }

        return expected;
    }
}
