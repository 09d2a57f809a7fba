using DeepSlice.Augmentation;
using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Networks;

namespace DeepSlice.Prediction;

/// <summary>Applies a whole-slice network, to slices of equal size at once.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class WholeSlices(SegmentationModel model, PredictionOptions options)
{
    private readonly ProbabilityNetwork _network = new(model, options);

    /// <summary>Computes the probabilities of slices.</summary>
    /// <param name="images">Grey values on the network's grid, in the units of the source.</param>
    /// <param name="levels">Levels of the images; null, or null for an image, to measure them.</param>
    /// <param name="cancellationToken">Checked once per batch.</param>
    /// <returns>For each image (C, H, W) of its size, in row-major order, with the output channels C of the network.</returns>
    public float[][] Compute(IReadOnlyList<Raster<float>> images, IReadOnlyList<IntensityLevels?>? levels, CancellationToken cancellationToken)
    {
        var probabilities = new float[images.Count][];
        var normalised = new Raster<float>[images.Count];
        Parallel.For(0, images.Count, i => normalised[i] = Prepare(images[i], levels?[i] ?? IntensityLevels.Measure(images[i])));
        foreach (IGrouping<RasterSize, int> alike in Enumerable.Range(0, images.Count).GroupBy(i => CanvasSize(normalised[i].Size)))
        {
            foreach (int[] batch in alike.Chunk(BatchSize(alike.Key)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                ComputeBatch(alike.Key, batch, normalised, probabilities);
                foreach (int i in batch.Where(i => normalised[i].Size != images[i].Size))
                {
                    probabilities[i] = TissueScaling.ResamplePlanes(probabilities[i], normalised[i].Size, images[i].Size);
                }
            }
        }

        return probabilities;
    }

    private Raster<float> Prepare(Raster<float> image, IntensityLevels levels)
    {
        Raster<float> normalised = model.Normalization.Apply(image, levels);
        return model.TissueLength is double length
            ? TissueScaling.Resample(normalised, TissueScaling.SizeOf(image.Size, TissueScaling.FactorOf(image, levels, length)))
            : normalised;
    }

    /// <summary>Slices of one size that are computed at once.</summary>
    internal int BatchSize(RasterSize canvas) => (int)Math.Clamp(SlicePredictor.MostPixels / canvas.PixelCount, 1, options.BatchSize);

    /// <summary>The plan's working size, or the next multiple of the stride if a slice is larger.</summary>
    private RasterSize CanvasSize(RasterSize slice)
    {
        RasterSize planned = model.Plan.WorkingSize;
        int width = Math.Max(planned.Width, model.Plan.RoundUp(slice.Width));
        int height = Math.Max(planned.Height, model.Plan.RoundUp(slice.Height));
        int side = Math.Max(width, height);
        return options.TestTimeAugmentation ? new RasterSize(side, side) : new RasterSize(width, height);
    }

    private void ComputeBatch(RasterSize canvas, int[] batch, Raster<float>[] normalised, float[][] probabilities)
    {
        int pixels = checked((int)canvas.PixelCount);
        var input = new float[batch.Length * pixels];
        for (int k = 0; k < batch.Length; k++)
        {
            Place(normalised[batch[k]], canvas, input.AsSpan(k * pixels, pixels));
        }

        int stride = model.Plan.OutputChannels * pixels;
        var output = new float[batch.Length * stride];
        _network.Compute(input, [batch.Length, 1, canvas.Height, canvas.Width], output);
        for (int k = 0; k < batch.Length; k++)
        {
            probabilities[batch[k]] = Crop(output.AsSpan(k * stride, stride), canvas, normalised[batch[k]].Size, model.Plan.OutputChannels);
        }
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

    private static float[] Crop(ReadOnlySpan<float> planes, RasterSize canvas, RasterSize size, int channels)
    {
        var cropped = new float[channels * size.PixelCount];
        (int left, int top) = ((canvas.Width - size.Width) / 2, (canvas.Height - size.Height) / 2);
        for (int row = 0; row < channels * size.Height; row++)
        {
            (int channel, int y) = (row / size.Height, row % size.Height);
            int start = (((channel * canvas.Height) + top + y) * canvas.Width) + left;
            planes.Slice(start, size.Width).CopyTo(cropped.AsSpan(row * size.Width));
        }

        return cropped;
    }
}
