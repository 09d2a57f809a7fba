using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;

namespace DeepSlice.Prediction;

/// <summary>Applies a model to slices at working resolution.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SlicePredictor
{
    /// <summary>Pixels computed at once; a slice that has more is computed alone.</summary>
    internal const long MostPixels = 1 << 22;

    private readonly SegmentationModel _model;
    private readonly PredictionOptions _options;
    private readonly WholeSlices? _whole;
    private readonly PatchTiles? _tiles;

    /// <summary>Creates a predictor.</summary>
    /// <param name="model">The model; the caller disposes it.</param>
    /// <param name="options">Prediction options.</param>
    /// <exception cref="ArgumentException">The model does not have the networks of the configuration.</exception>
    public SlicePredictor(SegmentationModel model, PredictionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        Configuration configuration = options.Configuration ?? model.Configuration;
        if (configuration != model.Configuration && model.Configuration != Configuration.Cascade)
        {
            throw new ArgumentException(
                $"expected a model of configuration {Name(configuration)}, got one of {Name(model.Configuration)}; omit the configuration, or train a model with train --configuration {Name(configuration)}", nameof(options));
        }

        _model = model;
        _options = options;
        SegmentationModel? whole = model.Patches is null ? model : model.Patches.Whole;
        _whole = whole is null || configuration == Configuration.Patch ? null : new WholeSlices(whole, options);
        _tiles = configuration == Configuration.Whole ? null : new PatchTiles(model, options);
    }

    /// <summary>The confidences below which the model's predictions are flagged.</summary>
    public FlagThresholds Flags => _model.Flags;

    /// <summary>Predicts the regions of slices.</summary>
    /// <param name="images">Grey values at working resolution, in the units of the source, of any size.</param>
    /// <param name="cancellationToken">Checked once per batch or tile.</param>
    /// <returns>A prediction for each image, in order and of its size.</returns>
    public IReadOnlyList<SlicePrediction> Predict(IReadOnlyList<Raster<float>> images, CancellationToken cancellationToken = default) =>
        Predict(images, null, cancellationToken);

    /// <summary>Predicts the regions of slices whose levels may be known, which saves measuring them.</summary>
    /// <param name="images">As of <see cref="Predict(IReadOnlyList{Raster{float}}, CancellationToken)"/>.</param>
    /// <param name="levels">Levels of the images; null, or null for an image, to measure them.</param>
    /// <param name="cancellationToken">Checked once per batch or tile.</param>
    /// <returns>A prediction for each image, in order and of its size.</returns>
    public IReadOnlyList<SlicePrediction> Predict(IReadOnlyList<Raster<float>> images, IReadOnlyList<IntensityLevels?>? levels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (_model.Patches is not { } patches)
        {
            return [.. _whole!.Compute(images, levels, cancellationToken).Zip(images, (probabilities, image) => SlicePrediction.Of(_model.Catalog, image.Size, probabilities, _options.KeepProbabilities))];
        }

        Raster<float>[] coarse = [.. images.Select(image => BlockMean.Apply(image, patches.CoarseBinning))];
        float[][]? context = _whole?.Compute(coarse, null, cancellationToken);
        return [.. images.Select((image, i) =>
            PredictFine(image, coarse[i], context is null ? null : new CoarseProbabilities(context[i], coarse[i].Size, patches.CoarseBinning), cancellationToken))];
    }

    /// <summary>Predicts the regions of slices one after the other, so that the probabilities of only a few are in memory at once.</summary>
    /// <param name="images">As of <see cref="Predict(IReadOnlyList{Raster{float}}, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Checked once per batch or tile.</param>
    /// <returns>A prediction for each image, in order; computed lazily, small slices in batches.</returns>
    public IEnumerable<SlicePrediction> PredictEach(IEnumerable<Raster<float>> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var together = new List<Raster<float>>();
        foreach (Raster<float> image in images)
        {
            if (together.Sum(other => other.Size.PixelCount) + image.Size.PixelCount > MostPixels)
            {
                foreach (SlicePrediction prediction in Predict(together, cancellationToken))
                {
                    yield return prediction;
                }

                together.Clear();
            }

            together.Add(image);
        }

        foreach (SlicePrediction prediction in Predict(together, cancellationToken))
        {
            yield return prediction;
        }
    }

    private SlicePrediction PredictFine(Raster<float> image, Raster<float> coarse, CoarseProbabilities? context, CancellationToken cancellationToken)
    {
        var bands = new PredictionBands(_model.Catalog, image.Size, _options.KeepProbabilities, hasDamage: _tiles is not null && _model.Plan.Damage);
        if (_tiles is null)
        {
            Enlarge(context!, bands, cancellationToken);
        }
        else
        {
            _tiles.Compute(_model.Normalization.Apply(image, IntensityLevels.Measure(coarse)), context, bands, cancellationToken);
        }

        return bands.Build();
    }

    // The whole-slice network alone, on the fine grid, so that all configurations give label maps of one size.
    private static void Enlarge(CoarseProbabilities coarse, PredictionBands bands, CancellationToken cancellationToken)
    {
        int rowsAtOnce = Math.Max(1, (int)(MostPixels / 8 / bands.Size.Width));
        for (int row = 0; row < bands.Size.Height; row += rowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = new RasterSize(bands.Size.Width, Math.Min(rowsAtOnce, bands.Size.Height - row));
            var planes = new float[bands.RegionCount * (int)size.PixelCount];
            coarse.On(0, row, size, planes);
            bands.Add(planes, size.Height);
        }
    }

    private static string Name(Configuration configuration) => configuration.ToString().ToLowerInvariant();
}
