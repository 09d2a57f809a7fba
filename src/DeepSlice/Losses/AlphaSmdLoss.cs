using System.Collections.Concurrent;
using DeepSlice.Geometry;
using DeepSlice.Native.Torch;

namespace DeepSlice.Losses;

/// <summary>The α-SMD loss: mean over the samples of a batch and all regions, background included, each divided by its maximum.</summary>
/// <remarks>
/// <para>
/// See <see cref="AlphaSmdTerm"/> for value and gradient. The value is a constant plus the product of the map with its gradient,
/// so the loss is that product with the gradient held constant, and LibTorch differentiates the rest. The gradients are computed on
/// the CPU, sample by sample and region by region on all cores; the tensors of the network stay on their device.
/// </para>
/// <para>Distances are in pixels.</para>
/// </remarks>
/// <param name="options">Options; <see cref="AlphaSmdMode.Off"/> is not allowed.</param>
internal sealed class AlphaSmdLoss(AlphaSmdOptions options)
{
    private readonly bool _isBidirectional = options.Mode switch
    {
        AlphaSmdMode.Inwards => false,
        AlphaSmdMode.Bidirectional => true,
        _ => throw new ArgumentException($"expected mode {AlphaSmdMode.Inwards} or {AlphaSmdMode.Bidirectional}, got {options.Mode}", nameof(options)),
    };

    private ConcurrentBag<Worker> _workers = [];

    /// <summary>Computes the loss of a batch.</summary>
    /// <param name="probabilities">(N, C, H, W), float32, each 0 … 1 up to rounding; on any device.</param>
    /// <param name="labels">(N, H, W), int64 region indices 0 … C − 1.</param>
    /// <param name="jitter">Thresholds are (k − 1 + jitter) ÷ levels; 0 … 1.</param>
    /// <returns>A float32 scalar, differentiable with respect to the probabilities.</returns>
    public Tensor Compute(Tensor probabilities, Tensor labels, double jitter = 0.5)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        long[] shape = probabilities.Shape;
        var size = new RasterSize((int)shape[3], (int)shape[2]);
        float[] maps = probabilities.ToArray<float>();
        long[] truth = labels.ToArray<long>();
        var gradient = new float[maps.Length];
        var constants = new double[shape[0] * shape[1]];
        double[] thresholds = Thresholds(Ensure.InRange(jitter, 0, 1));
        ConcurrentBag<Worker> workers = WorkersFor(size);
        Parallel.For(0, constants.Length, index =>
        {
            if (!workers.TryTake(out Worker? worker))
            {
                worker = new Worker(size, options, _isBidirectional);
            }

            int sample = index / (int)shape[1];
            int pixels = (int)size.PixelCount;
            constants[index] = worker.Measure(
                maps.AsSpan(index * pixels, pixels),
                truth.AsSpan(sample * pixels, pixels),
                index % shape[1],
                thresholds,
                1.0 / constants.Length,
                gradient.AsSpan(index * pixels, pixels));
            workers.Add(worker);
        });
        Tensor weights = Tensor.From<float>(gradient, shape).To(TensorType.Float32, probabilities.Device);
        return Aten.Add(Aten.Sum(Aten.Multiply(probabilities, weights)), constants.Sum());
    }

    private double[] Thresholds(double jitter)
    {
        var thresholds = new double[options.Levels];
        for (int k = 0; k < thresholds.Length; k++)
        {
            thresholds[k] = (k + jitter) / thresholds.Length;
        }

        return thresholds;
    }

    private ConcurrentBag<Worker> WorkersFor(RasterSize size)
    {
        if (_workers.TryPeek(out Worker? any) && any.Size != size)
        {
            _workers = [];
        }

        return _workers;
    }

    /// <summary>Work buffers of one thread.</summary>
    private sealed class Worker(RasterSize size, AlphaSmdOptions options, bool isBidirectional)
    {
        private readonly AlphaSmdTerm _term = new(size, PixelSpacing.Unit, options.MaximalDistance * PixelSpacing.Unit.Diagonal(size), isBidirectional);
        private readonly Raster<double> _map = new(size);
        private readonly Raster<bool> _truth = new(size);
        private readonly Raster<double> _gradient = new(size);

        public RasterSize Size => size;

        /// <summary>Writes the gradient of one region of one sample.</summary>
        /// <returns>The loss minus the product of map and gradient.</returns>
        public double Measure(
            ReadOnlySpan<float> map, ReadOnlySpan<long> labels, long region, ReadOnlySpan<double> thresholds, double share, Span<float> gradient)
        {
            int area = 0;
            for (int i = 0; i < map.Length; i++)
            {
                // Softmax may exceed 1 by rounding. NaN is left to the other terms of the loss, where it shows.
                _map.Pixels[i] = float.IsNaN(map[i]) ? 0 : Math.Clamp(map[i], 0f, 1f);
                _truth.Pixels[i] = labels[i] == region;
                area += _truth.Pixels[i] ? 1 : 0;
            }

            double value = _term.Measure(_map, _truth, thresholds, _gradient).Smd;
            double extent = options.Normalization == AlphaSmdNormalization.Frame ? map.Length : Math.Max(area, 0.01 * map.Length);
            double scale = share / (extent * _term.MaximalDistance);
            double product = 0;
            for (int i = 0; i < gradient.Length; i++)
            {
                product += _map.Pixels[i] * _gradient.Pixels[i];
                gradient[i] = (float)(scale * _gradient.Pixels[i]);
            }

            return scale * (value - product);
        }
    }
}
