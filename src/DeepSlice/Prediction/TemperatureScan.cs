using System.Numerics.Tensors;
using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Prediction;

/// <summary>Finds the temperature that calibrates a model's probabilities, from predictions of annotated slices.</summary>
/// <remarks>
/// Sums the negative log-likelihood of the true region over all pixels at temperatures 0.4 … 6; a parabola through the least sum and its neighbours
/// gives the best temperature. Sums of several networks can be added. After Guo et al. 2017 (arXiv:1706.04599).
/// </remarks>
internal sealed class TemperatureScan
{
    private const double Lowest = 0.4;
    private const double Highest = 6;
    private const int Count = 28;

    /// <summary>Pixels of a slice that are scanned at once; bounds the memory beside the probabilities themselves.</summary>
    private const int PixelsAtOnce = 1 << 18;

    /// <summary>Lower bound of a probability, so that its logarithm is finite.</summary>
    private const float Least = 1e-30f;

    private static readonly double _step = Math.Log(Highest / Lowest) / (Count - 1);

    private readonly double[] _losses = new double[Count];
    private long _pixels;

    /// <summary>The temperature of the least loss; 1 if nothing was added.</summary>
    public double Best
    {
        get
        {
            if (_pixels == 0)
            {
                return 1;
            }

            int least = Math.Clamp(_losses.IndexOf(_losses.Min()), 1, Count - 2);
            (double before, double at, double after) = (_losses[least - 1], _losses[least], _losses[least + 1]);
            double curvature = before - (2 * at) + after;
            double shift = curvature > 0 ? Math.Clamp((before - after) / (2 * curvature), -1, 1) : 0;
            return Math.Clamp(At(least + shift), Lowest, Highest);
        }
    }

    /// <summary>Mean negative log-likelihood of the true region of a pixel at a temperature, 0 or more; 0 where nothing was added.</summary>
    /// <param name="temperature">0.4 … 6; between the scanned temperatures interpolated linearly in the logarithm.</param>
    public double Loss(double temperature)
    {
        double place = Math.Log(Ensure.InRange(temperature, Lowest, Highest) / Lowest) / _step;
        int below = Math.Min(Count - 2, (int)place);
        return _pixels == 0 ? 0 : (_losses[below] + ((place - below) * (_losses[below + 1] - _losses[below]))) / _pixels;
    }

    /// <summary>Adds a slice.</summary>
    /// <param name="prediction">Prediction of a model of temperature 1.</param>
    /// <param name="truth">Its regions, of the same catalogue and size.</param>
    /// <param name="damage">Pixels that are not counted have <see cref="DamageMask.Marked"/>; null, the default, if all are.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void Add(SlicePrediction prediction, RegionMap truth, Raster<byte>? damage = null)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(truth);
        if (truth.Size != prediction.Regions.Size)
        {
            throw new ArgumentException($"expected regions of {prediction.Regions.Size}, the size of the prediction, got {truth.Size}", nameof(truth));
        }

        ReadOnlySpan<float> probabilities = prediction.Probabilities;
        ReadOnlySpan<byte> labels = truth.Indices.Pixels;
        if (damage is not null && damage.Pixels.Contains(DamageMask.Marked))
        {
            (probabilities, labels) = Counted(probabilities, labels, damage.Pixels);
        }

        for (int start = 0; start < labels.Length; start += PixelsAtOnce)
        {
            Add(probabilities, labels, start, Math.Min(PixelsAtOnce, labels.Length - start));
        }

        _pixels += labels.Length;
    }

    // What is left without the marked pixels, plane by plane.
    private static (float[] Probabilities, byte[] Labels) Counted(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> damage)
    {
        int pixels = damage.Length - damage.Count(DamageMask.Marked);
        var kept = new float[probabilities.Length / labels.Length * pixels];
        var keptLabels = new byte[pixels];
        for (int i = 0, to = 0; i < labels.Length; i++)
        {
            if (damage[i] == DamageMask.Marked)
            {
                continue;
            }

            keptLabels[to] = labels[i];
            for (int from = i, place = to; place < kept.Length; from += labels.Length, place += pixels)
            {
                kept[place] = probabilities[from];
            }

            to++;
        }

        return (kept, keptLabels);
    }

    private void Add(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> labels, int start, int count)
    {
        int regions = probabilities.Length / labels.Length;
        var logarithms = new float[regions * count];
        for (int region = 0; region < regions; region++)
        {
            Span<float> plane = logarithms.AsSpan(region * count, count);
            TensorPrimitives.Max(probabilities.Slice((region * labels.Length) + start, count), Least, plane);
            TensorPrimitives.Log(plane, plane);
        }

        var scaled = new float[logarithms.Length];
        var sums = new float[count];
        for (int i = 0; i < Count; i++)
        {
            TensorPrimitives.Multiply(logarithms, (float)(1 / At(i)), scaled);
            _losses[i] += Loss(scaled, labels.Slice(start, count), sums);
        }
    }

    /// <summary>Adds all slices of another scan.</summary>
    public void Add(TemperatureScan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        TensorPrimitives.Add(_losses, other._losses, _losses);
        _pixels += other._pixels;
    }

    private static double At(double place) => Lowest * Math.Exp(place * _step);

    /// <summary>Sum over pixels of log Σ exp(scaled) − scaled of the true region; scaled values are 0 or less, the greatest of a pixel not far below 0.</summary>
    private static double Loss(float[] scaled, ReadOnlySpan<byte> labels, float[] sums)
    {
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            loss -= scaled[(labels[i] * labels.Length) + i];
        }

        TensorPrimitives.Exp(scaled, scaled);
        Array.Clear(sums);
        for (int start = 0; start < scaled.Length; start += sums.Length)
        {
            TensorPrimitives.Add(sums, scaled.AsSpan(start, sums.Length), sums);
        }

        TensorPrimitives.Log(sums, sums);
        return loss + TensorPrimitives.Sum<float>(sums);
    }
}
