using System.Collections.Concurrent;
using DeepSlice.Geometry;

namespace DeepSlice.Metrics;

/// <summary>α-SMD and α-AMD: sum and average of minimal distances between two fuzzy sets on one grid.</summary>
/// <remarks>
/// <para>
/// A fuzzy set assigns each pixel x a membership μ(x) of 0 … 1; its α-cut is the set of pixels with μ ≥ α. d(x, C) is the distance between
/// pixel centres, clipped at <see cref="MaximalDistance"/>, which is also the distance to an empty set:
/// <code>
/// inwards        d(x, h; B) = ∫₀ʰ d(x, B_α) dα
/// bidirectional  d(x, h; B) = ∫₀ʰ d(x, B_α) dα + ∫₀¹⁻ʰ d(x, (1 − B)_α) dα
/// SMD(A → B) = Σ w_A(x) · d(x, μ_A(x); B)        α-SMD = ½ (SMD(A → B) + SMD(B → A))
/// AMD(A → B) = SMD(A → B) ÷ Σ w_A(x)             α-AMD = ½ (AMD(A → B) + AMD(B → A))
/// </code>
/// For crisp sets, α-SMD inwards is the sum of minimal distances of Eiter and Mannila ("Distance measures for point sets and their
/// computation", Acta Informatica 34, 1997).
/// </para>
/// <para>
/// The measure is from Lindblad and Sladoje ("Linear time distances between fuzzy sets", IEEE Transactions on Image Processing 23,
/// 2014); averages, weights and levels are as in Öfverstedt, Lindblad and Sladoje (2019, arXiv:1807.11599) and its published code.
/// The average over cardinality is our addition.
/// </para>
/// <para>
/// The cuts of both sets change only at their memberships, so the integral is a sum over crisp sums of minimal distances, one per distinct
/// membership or level. The cuts are computed in parallel on all cores and added in order, so that the result is deterministic.
/// </para>
/// <para>Time is proportional to pixels × cuts, memory to pixels × cores. Owns its work buffers; not thread-safe.</para>
/// </remarks>
internal sealed class AlphaSmd
{
    private const int MostLevels = 65_535;
    private const int FewestPixelsToShare = 512 * 512;

    private readonly AlphaCuts _cuts;
    private readonly ConcurrentBag<CutDistance> _idle = [];
    private (double FirstToSecond, double SecondToFirst)[] _sums = [];

    /// <summary>Creates a measure for grids of one size.</summary>
    /// <param name="size">Columns and rows, 1 or more each.</param>
    /// <param name="spacing">Distance between adjacent pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side or a distance is not positive and finite.</exception>
    public AlphaSmd(RasterSize size, PixelSpacing spacing)
    {
        Ensure.PositiveAndFinite(spacing.X, nameof(spacing));
        Ensure.PositiveAndFinite(spacing.Y, nameof(spacing));
        Size = size;
        Spacing = spacing;
        _cuts = new AlphaCuts(size);
        MaximalDistance = spacing.Diagonal(size);
    }

    /// <summary>Size of the grids.</summary>
    public RasterSize Size { get; }

    /// <summary>Distance between adjacent pixels.</summary>
    public PixelSpacing Spacing { get; }

    /// <summary>Which distances are measured.</summary>
    /// <value>Default: <see cref="SetDistance.Bidirectional"/>.</value>
    public SetDistance Mode { get; init; } = SetDistance.Bidirectional;

    /// <summary>Number of levels to which memberships are rounded (halves up), or null for the exact integral over α.</summary>
    /// <value>
    /// 1 … 65,535. Default: null. With one level a pixel belongs to the set if its membership is ½ or more. With L levels the distance of a
    /// pixel differs from the exact one by at most <see cref="MaximalDistance"/> ÷ L.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int? Levels { get; init => field = value is int levels ? Ensure.InRange(levels, 1, MostLevels, nameof(Levels)) : null; }

    /// <summary>Distance at which distances are clipped, and the distance to an empty set.</summary>
    /// <value>Greater than 0, in the unit of the spacing. Default: the diagonal of the grid, which no two pixels reach.</value>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not positive and finite.</exception>
    public double MaximalDistance { get; init => field = Ensure.PositiveAndFinite(value, nameof(MaximalDistance)); }

    /// <summary>Measures the distance between two sets.</summary>
    /// <param name="first">Memberships of the first set, 0 … 1.</param>
    /// <param name="second">Memberships of the second set, 0 … 1.</param>
    /// <param name="firstWeights">Weight of each pixel in the distances from the first set, 0 or more; null for 1.</param>
    /// <param name="secondWeights">Weight of each pixel in the distances from the second set, 0 or more; null for 1.</param>
    /// <param name="mask">False for pixels to ignore: they have no weight and are neither in a set nor in its complement; null for none.</param>
    /// <returns>The distances, in the unit of the spacing.</returns>
    /// <exception cref="ArgumentException">
    /// The size of a raster is not <see cref="Size"/>, a membership is outside 0 … 1, or a weight is negative or not finite.
    /// </exception>
    public AlphaSmdScore Measure(
        Raster<double> first,
        Raster<double> second,
        Raster<double>? firstWeights = null,
        Raster<double>? secondWeights = null,
        Raster<bool>? mask = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        RequireSize(first.Size, nameof(first));
        RequireSize(second.Size, nameof(second));
        RequireSize(mask?.Size ?? Size, nameof(mask));
        RequireWeights(firstWeights, nameof(firstWeights));
        RequireWeights(secondWeights, nameof(secondWeights));

        _cuts.Find(first, second, mask, Levels);
        MeasureCuts(firstWeights, secondWeights);
        double firstToSecond = 0;
        double secondToFirst = 0;
        for (int i = 0; i < _cuts.Count; i++)
        {
            double width = _cuts.Cuts[i].Width;
            firstToSecond += width * _sums[i].FirstToSecond;
            secondToFirst += width * _sums[i].SecondToFirst;
        }

        bool isAnyInFirst = _cuts.First.Pixels.ContainsAnyInRange(1, int.MaxValue);
        bool isAnyInSecond = _cuts.Second.Pixels.ContainsAnyInRange(1, int.MaxValue);
        return new AlphaSmdScore(
            Direction(firstToSecond, _cuts.Sums(_cuts.First, firstWeights), isAnyInSecond),
            Direction(secondToFirst, _cuts.Sums(_cuts.Second, secondWeights), isAnyInFirst));
    }

    private void MeasureCuts(Raster<double>? firstWeights, Raster<double>? secondWeights)
    {
        if (_sums.Length < _cuts.Count)
        {
            _sums = new (double, double)[_cuts.Count];
        }

        Parallel.For(
            0,
            _cuts.Count,
            Take,
            (i, _, distance) =>
            {
                _sums[i] = distance.Measure(_cuts, _cuts.Cuts[i].Rank, Mode, firstWeights, secondWeights);
                return distance;
            },
            _idle.Add);
    }

    private CutDistance Take() => _idle.TryTake(out CutDistance? idle) ? idle : new CutDistance(Size, Spacing, MaximalDistance, Threads);

    // Cuts are distributed over the cores; for a single cut the rows are, if there are enough.
    private int Threads => Levels == 1 && Size.PixelCount >= FewestPixelsToShare ? Math.Min(Environment.ProcessorCount, 1024) : 1;

    private AlphaSmdDirection Direction(double smd, (double Weight, double Mass) sums, bool isAnyInOther)
    {
        double amd = sums.Weight > 0 ? smd / sums.Weight : 0;
        double overCardinality = Mode == SetDistance.Bidirectional ? amd
            : sums.Mass > 0 ? smd / sums.Mass
            : isAnyInOther ? MaximalDistance : 0;
        return new AlphaSmdDirection(smd, amd, overCardinality);
    }

    private void RequireSize(RasterSize actual, string name)
    {
        if (actual != Size)
        {
            throw new ArgumentException($"expected a raster of {Size}, got {actual}", name);
        }
    }

    private void RequireWeights(Raster<double>? weights, string name)
    {
        if (weights is null)
        {
            return;
        }

        RequireSize(weights.Size, name);
        foreach (double weight in weights.Pixels)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentException(FormattableString.Invariant($"expected finite weights of 0 or greater, got {weight}"), name);
            }
        }
    }
}
