using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Losses;

/// <summary>The α-SMD between the probability map of one region and its annotation, and its gradient with respect to the map.</summary>
/// <remarks>
/// <para>
/// α-SMD after Lindblad and Sladoje (2014) and Öfverstedt, Lindblad and Sladoje (2019, arXiv:1807.11599), for a fuzzy
/// prediction p: X → [0, 1] and a crisp truth T ⊆ X. Distances d are clipped at a maximal distance, which is also the distance to the empty set.
/// Inwards: ½ [Σₓ p(x)·d(x, T) + F(p; T)], where F(p; S) = Σ_{b∈S} ∫₀¹ d(b, {p ≥ α}) dα. Bidirectional: the same plus
/// ½ [Σₓ (1 − p(x))·d(x, X∖T) + F(1 − p; X∖T)].
/// </para>
/// <para>
/// The first sum is linear in p. F is piecewise linear and concave; its supergradient assigns to each pixel b of the truth the pixels that
/// become nearest to b as α increases. With thresholds a₁ &lt; … &lt; a_L instead of all α it is Σ_b [d_max − Σ_k p(n_k)·(D_{k+1} − D_k)],
/// where D_k is the distance from b to {p ≥ a_k}, n_k its nearest pixel, D₀ = 0, n₀ = b, D_{L+1} = d_max. Of pixels at equal distance the one
/// with the smaller row-major index is used. By Euler's identity for such functions, value = constant + Σₓ p(x)·gradient(x).
/// </para>
/// <para>Double precision. Owns its work buffers; not thread-safe.</para>
/// </remarks>
internal sealed class AlphaSmdTerm
{
    private readonly bool _isBidirectional;
    private readonly DistanceTransform _transform;
    private readonly AlphaCutReach _cuts;
    private readonly Lazy<RecordStaircase> _staircase;
    private readonly Raster<double> _distance;
    private readonly Raster<bool> _complement;
    private readonly Raster<double> _inverted;

    /// <summary>Creates a term for maps of one size.</summary>
    /// <param name="size">Columns and rows.</param>
    /// <param name="spacing">Distance between adjacent pixels.</param>
    /// <param name="maximalDistance">Distance at which distances are clipped, greater than 0, in the unit of the spacing.</param>
    /// <param name="isBidirectional">Whether the complements are compared as well.</param>
    public AlphaSmdTerm(RasterSize size, PixelSpacing spacing, double maximalDistance, bool isBidirectional)
    {
        Ensure.PositiveAndFinite(maximalDistance);
        _isBidirectional = isBidirectional;
        _transform = new DistanceTransform(size, spacing) { Limit = maximalDistance };
        _cuts = new AlphaCutReach(_transform);
        _staircase = new Lazy<RecordStaircase>(() => new RecordStaircase(size, spacing, maximalDistance));
        _distance = new Raster<double>(size);
        _complement = new Raster<bool>(size);
        _inverted = new Raster<double>(size);
    }

    /// <summary>Size of the maps.</summary>
    public RasterSize Size => _transform.Size;

    /// <summary>Distance at which distances are clipped, in the unit of the spacing.</summary>
    public double MaximalDistance => _transform.Limit;

    /// <summary>Computes value and gradient.</summary>
    /// <param name="prediction">Probability of the region at each pixel, 0 … 1.</param>
    /// <param name="truth">True for pixels of the annotated region; may be empty or full.</param>
    /// <param name="thresholds">Thresholds of the α-cuts, increasing, each in 0 … 1; empty for all values, the exact integral.</param>
    /// <param name="gradient">Receives the derivative of <see cref="AlphaSmdValue.Smd"/> with respect to each probability.</param>
    /// <param name="weights">Weight of each pixel, 0 or more; null for 1 each.</param>
    /// <returns>The four sums.</returns>
    /// <exception cref="ArgumentException">A size differs, a probability is outside 0 … 1, or the thresholds do not increase.</exception>
    public AlphaSmdValue Measure(
        Raster<double> prediction, Raster<bool> truth, ReadOnlySpan<double> thresholds, Raster<double> gradient, Raster<double>? weights = null)
    {
        Require(prediction, truth, gradient, weights);
        RequireRising(thresholds);
        gradient.Pixels.Clear();
        for (int i = 0; i < _complement.Pixels.Length; i++)
        {
            _complement.Pixels[i] = !truth.Pixels[i];
        }

        var value = new AlphaSmdValue(
            Linear(prediction, truth, _complement, weights, 1, gradient),
            Reach(prediction, truth, thresholds, weights, 1, gradient),
            0,
            0);
        if (_isBidirectional)
        {
            // A cut and its complement are separated at the same value.
            Span<double> inverted = stackalloc double[thresholds.Length];
            for (int k = 0; k < inverted.Length; k++)
            {
                inverted[k] = 1 - thresholds[^(k + 1)];
            }

            TensorPrimitives.Subtract(1, prediction.Pixels, _inverted.Pixels);
            value = value with
            {
                ComplementToComplement = Linear(_inverted, _complement, truth, weights, -1, gradient),
                ComplementToPrediction = Reach(_inverted, _complement, inverted, weights, -1, gradient),
            };
        }

        TensorPrimitives.Multiply(gradient.Pixels, 0.5, gradient.Pixels);
        return value;
    }

    /// <summary>Σ w(x)·p(x)·d(x, set) over pixels outside the set; inside, the distance is 0.</summary>
    private double Linear(Raster<double> map, Raster<bool> set, Raster<bool> outside, Raster<double>? weights, double sign, Raster<double> gradient)
    {
        _transform.Measure(set, _distance, where: outside);
        double sum = 0;
        ReadOnlySpan<bool> isOutside = outside.Pixels;
        for (int x = 0; x < isOutside.Length; x++)
        {
            if (isOutside[x])
            {
                double distance = _distance.Pixels[x] * (weights?.Pixels[x] ?? 1);
                sum += map.Pixels[x] * distance;
                gradient.Pixels[x] += sign * distance;
            }
        }

        return sum;
    }

    private double Reach(
        Raster<double> map, Raster<bool> set, ReadOnlySpan<double> thresholds, Raster<double>? weights, double sign, Raster<double> gradient) =>
        thresholds.IsEmpty
            ? _staircase.Value.Add(map, set, weights, sign, gradient)
            : _cuts.Add(map, set, thresholds, weights, sign, gradient);

    private void Require(Raster<double> prediction, Raster<bool> truth, Raster<double> gradient, Raster<double>? weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(gradient);
        if (prediction.Size != Size || truth.Size != Size || gradient.Size != Size || (weights?.Size ?? Size) != Size)
        {
            throw new ArgumentException(
                $"expected maps of {Size}, got {prediction.Size}, {truth.Size}, {gradient.Size} and {weights?.Size ?? Size}", nameof(prediction));
        }

        foreach (double probability in prediction.Pixels)
        {
            if (probability is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"expected probabilities of 0 to 1, got {probability}", nameof(prediction));
            }
        }
    }

    private static void RequireRising(ReadOnlySpan<double> thresholds)
    {
        for (int k = 0; k < thresholds.Length; k++)
        {
            if (!(thresholds[k] >= (k == 0 ? 0 : thresholds[k - 1]) && thresholds[k] <= 1))
            {
                throw new ArgumentException($"expected increasing thresholds in 0 to 1, got {string.Join(", ", thresholds.ToArray())}", nameof(thresholds));
            }
        }
    }
}
