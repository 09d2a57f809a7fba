using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Prediction;

/// <summary>A model's prediction for one slice.</summary>
internal sealed class SlicePrediction
{
    private readonly float[]? _probabilities;

    internal SlicePrediction(RegionMap regions, IReadOnlyList<double?> confidences, float[]? probabilities)
    {
        Regions = regions;
        Confidences = confidences;
        Confidence = regions.Catalog.Annotated.Select(region => confidences[region.Index]).Average();
        WeakestConfidence = regions.Catalog.Annotated.Select(region => confidences[region.Index]).Min();
        _probabilities = probabilities;
    }

    /// <summary>Creates a prediction from probabilities.</summary>
    /// <param name="catalog">Regions in the order of the probabilities.</param>
    /// <param name="size">Size of the slice's working grid.</param>
    /// <param name="probabilities">(C, H, W) in row-major order, each 0 … 1 and summing to 1 over C; or (C + 1, H, W), the last of them the probability of damage.</param>
    /// <param name="keep">Whether the prediction keeps those of the regions.</param>
    /// <exception cref="ArgumentException">The number of probabilities is not regions × pixels.</exception>
    public static SlicePrediction Of(RegionCatalog catalog, RasterSize size, ReadOnlySpan<float> probabilities, bool keep = true)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        bool hasDamage = probabilities.Length == (catalog.Count + 1) * size.PixelCount;
        if (!hasDamage && probabilities.Length != catalog.Count * size.PixelCount)
        {
            throw new ArgumentException(
                $"expected {catalog.Count * size.PixelCount} probabilities, {catalog.Count} regions of {size}, got {probabilities.Length}", nameof(probabilities));
        }

        var bands = new PredictionBands(catalog, size, keep, hasDamage);
        bands.Add(probabilities, size.Height);
        return bands.Build();
    }

    /// <summary>The most probable region of each pixel.</summary>
    public RegionMap Regions { get; }

    /// <summary>Pixels that are probably damaged, values <see cref="DamageMask.Sound"/> and <see cref="DamageMask.Marked"/>; null if the model does not predict damage.</summary>
    public Raster<byte>? Damage { get; init; }

    /// <summary>Probability of each region at each pixel, (C, H, W) in row-major order, each 0 … 1 and summing to 1 over C.</summary>
    /// <exception cref="InvalidOperationException">They were not kept: <see cref="PredictionOptions.KeepProbabilities"/>.</exception>
    public float[] Probabilities => _probabilities ?? throw new InvalidOperationException("expected kept probabilities, got none; set KeepProbabilities");

    /// <summary>
    /// By region index, the expected Dice, 0 … 1, estimated from the probabilities: with A the pixels of the region and p
    /// its probability, 2 Σ over A of p ÷ (|A| + Σ over all pixels of p); null if the region has no pixel.
    /// </summary>
    /// <remarks>
    /// The soft Dice confidence of Borges et al. 2024 (arXiv:2402.10665). It is low if the network is unsure inside the region, and if it assigns
    /// substantial probability to the region outside.
    /// </remarks>
    public IReadOnlyList<double?> Confidences { get; }

    /// <summary>Mean of the annotated regions' <see cref="Confidences"/>; null if none was found.</summary>
    public double? Confidence { get; }

    /// <summary>Lowest of the annotated regions' <see cref="Confidences"/>; null if none was found.</summary>
    public double? WeakestConfidence { get; }
}
