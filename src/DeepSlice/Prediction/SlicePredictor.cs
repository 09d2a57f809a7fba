using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Native.Torch;
using DeepSlice.Networks;

namespace DeepSlice.Prediction;

/// <summary>Applies a model to whole slices at working resolution.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class SlicePredictor
{
    /// <summary>Pixels computed at once; a slice that has more is computed alone.</summary>
    internal const long MostPixels = 1 << 22;

    private readonly SegmentationModel _model;
    private readonly PredictionOptions _options;
    private readonly Device _device;

    /// <summary>Makes a predictor.</summary>
    /// <param name="model">The model; stays its owner's.</param>
    /// <param name="options">How to apply it.</param>
    public SlicePredictor(SegmentationModel model, PredictionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _model = model;
        _options = options;
        _device = model.Network.Weights.Values.Device;
    }

    /// <summary>Predicts the regions of slices.</summary>
    /// <param name="images">Grey values at working resolution, in the units of the source, of any size.</param>
    /// <param name="cancellationToken">Looked at once a batch.</param>
    /// <returns>A prediction for each image, in order and of its size.</returns>
    public IReadOnlyList<SlicePrediction> Predict(IReadOnlyList<Raster<float>> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var predictions = new SlicePrediction[images.Count];
        var normalised = new Raster<float>[images.Count];
        Parallel.For(0, images.Count, i => normalised[i] = _model.Normalization.Apply(images[i], IntensityLevels.Measure(images[i])));
        foreach (IGrouping<RasterSize, int> alike in Enumerable.Range(0, images.Count).GroupBy(i => CanvasSize(images[i].Size)))
        {
            foreach (int[] batch in alike.Chunk(BatchSize(alike.Key)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                PredictBatch(alike.Key, batch, normalised, predictions);
            }
        }

        return predictions;
    }

    /// <summary>Slices of one size that are computed at once.</summary>
    internal int BatchSize(RasterSize canvas) => (int)Math.Clamp(MostPixels / canvas.PixelCount, 1, _options.BatchSize);

    /// <summary>The plan's working size, or the next multiple of the stride where a slice is larger.</summary>
    private RasterSize CanvasSize(RasterSize slice)
    {
        RasterSize planned = _model.Plan.WorkingSize;
        int stride = _model.Plan.Stride;
        int width = Math.Max(planned.Width, RoundUp(slice.Width, stride));
        int height = Math.Max(planned.Height, RoundUp(slice.Height, stride));
        int side = Math.Max(width, height);
        return _options.TestTimeAugmentation ? new RasterSize(side, side) : new RasterSize(width, height);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private void PredictBatch(RasterSize canvas, int[] batch, Raster<float>[] normalised, SlicePrediction[] predictions)
    {
        int regions = _model.Plan.RegionCount;
        int pixels = checked((int)canvas.PixelCount);
        var input = new float[batch.Length * pixels];
        for (int k = 0; k < batch.Length; k++)
        {
            Place(normalised[batch[k]], canvas, input.AsSpan(k * pixels, pixels));
        }

        float[] output;
        using (var scope = new TensorScope())
        using (var frozen = new NoGradientScope())
        {
            Tensor images = Tensor.From<float>(input, batch.Length, 1, canvas.Height, canvas.Width).To(TensorType.Float32, _device);
            output = Probabilities(images).ToArray<float>();
        }

        int stride = regions * pixels;
        for (int k = 0; k < batch.Length; k++)
        {
            RasterSize size = normalised[batch[k]].Size;
            float[] cropped = Crop(output.AsSpan(k * stride, stride), canvas, size, regions);
            predictions[batch[k]] = new SlicePrediction(_model.Catalog, size, cropped);
        }
    }

    private Tensor Probabilities(Tensor images)
    {
        if (!_options.TestTimeAugmentation)
        {
            return Softmax(images);
        }

        Tensor? sum = null;
        for (int symmetry = 0; symmetry < 8; symmetry++)
        {
            using var scope = new TensorScope();
            Tensor turned = Turn(Softmax(Aten.Contiguous(Turn(images, symmetry, inverse: false))), symmetry, inverse: true);
            sum = scope.Keep(sum is null ? Aten.Contiguous(turned) : Aten.Add(sum, turned));
        }

        return Aten.Multiply(sum!, 1.0 / 8);
    }

    /// <summary>Bit 0: rows and columns swapped; bit 1: mirrored left to right; bit 2: upside down.</summary>
    private static Tensor Turn(Tensor images, int symmetry, bool inverse)
    {
        bool swap = (symmetry & 1) != 0;
        Tensor turned = swap && !inverse ? Aten.Transpose(images, 2, 3) : images;
        turned = (symmetry & 2) != 0 ? Aten.Flip(turned, 3) : turned;
        turned = (symmetry & 4) != 0 ? Aten.Flip(turned, 2) : turned;
        return swap && inverse ? Aten.Transpose(turned, 2, 3) : turned;
    }

    private Tensor Softmax(Tensor images)
    {
        using var autocast = new AutocastScope(_options.Precision, _device);
        Tensor logits = _model.Network.Forward(images, training: false).To(TensorType.Float32, _device);
        return Aten.Softmax(_model.Temperature == 1 ? logits : Aten.Multiply(logits, 1 / _model.Temperature), 1);
    }

    private static void Place(Raster<float> image, RasterSize canvas, Span<float> target)
    {
        target.Fill(BackgroundLevel.Of(image));
        (int left, int top) = ((canvas.Width - image.Width) / 2, (canvas.Height - image.Height) / 2);
        for (int y = 0; y < image.Height; y++)
        {
            image.Row(y).CopyTo(target[(((top + y) * canvas.Width) + left)..]);
        }
    }

    private static float[] Crop(ReadOnlySpan<float> planes, RasterSize canvas, RasterSize size, int regions)
    {
        var cropped = new float[regions * size.PixelCount];
        (int left, int top) = ((canvas.Width - size.Width) / 2, (canvas.Height - size.Height) / 2);
        for (int row = 0; row < regions * size.Height; row++)
        {
            (int region, int y) = (row / size.Height, row % size.Height);
            int start = (((region * canvas.Height) + top + y) * canvas.Width) + left;
            planes.Slice(start, size.Width).CopyTo(cropped.AsSpan(row * size.Width));
        }

        return cropped;
    }
}
