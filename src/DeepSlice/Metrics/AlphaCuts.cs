using DeepSlice.Geometry;

namespace DeepSlice.Metrics;

/// <summary>The values of α at which the cuts of two fuzzy sets change, and the rank of each pixel among them.</summary>
/// <remarks>
/// <para>
/// A cut {x : μ(x) ≥ α} is the same for all α between two consecutive memberships of both sets, so an integral over α is exactly a
/// sum over the distinct memberships, each weighted with the gap below it.
/// </para>
/// <para>
/// With L levels it is the same integral for memberships rounded to q ÷ L with q = ⌊μL + ½⌋: level k with weight 1/L has the cut q ≥ k.
/// Levels with no pixel between them have the same cut and are merged; a crisp set has one cut for any L.
/// </para>
/// <para>Work buffers of one <see cref="AlphaSmd"/>.</para>
/// </remarks>
internal sealed class AlphaCuts
{
    // Below any threshold: masked pixels are in no cut.
    private const int LeftOut = -1;

    private readonly int _width;

    // Membership by rank; rank 0 is membership 0.
    private double[] _memberships = [];
    private bool[] _isPresent = [];
    private (int Rank, double Width)[] _cuts = [];

    public AlphaCuts(RasterSize size)
    {
        _width = size.Width;
        First = new Raster<int>(size);
        Second = new Raster<int>(size);
        Valid = new Raster<bool>(size);
    }

    /// <summary>Rank of each pixel's membership in the first set.</summary>
    public Raster<int> First { get; }

    /// <summary>Rank of each pixel's membership in the second set.</summary>
    public Raster<int> Second { get; }

    /// <summary>False for masked pixels.</summary>
    public Raster<bool> Valid { get; }

    /// <summary>The distinct cuts: pixels of at least this rank, and the width of the interval of α.</summary>
    public ReadOnlySpan<(int Rank, double Width)> Cuts => _cuts.AsSpan(0, Count);

    /// <summary>Number of <see cref="Cuts"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Finds the cuts of two sets.</summary>
    /// <param name="first">Memberships of the first set.</param>
    /// <param name="second">Memberships of the second set.</param>
    /// <param name="mask">False for pixels to ignore; null for none.</param>
    /// <param name="levels">Number of levels; null for every α.</param>
    /// <exception cref="ArgumentException">A membership is outside 0 … 1.</exception>
    public void Find(Raster<double> first, Raster<double> second, Raster<bool>? mask, int? levels)
    {
        RequireMemberships(first.Pixels, nameof(first));
        RequireMemberships(second.Pixels, nameof(second));
        if (mask is null)
        {
            Valid.Pixels.Fill(true);
        }
        else
        {
            mask.Pixels.CopyTo(Valid.Pixels);
        }

        if (levels is int count)
        {
            UseLevels(first.Pixels, second.Pixels, count);
        }
        else
        {
            UseEveryAlpha(first.Pixels, second.Pixels);
        }
    }

    /// <summary>Sums over the valid pixels of a set: the weights, and weight times rounded membership.</summary>
    public (double Weight, double Mass) Sums(Raster<int> ranks, Raster<double>? weights)
    {
        double weight = 0;
        double mass = 0;
        ReadOnlySpan<int> rank = ranks.Pixels;
        ReadOnlySpan<double> given = weights is null ? [] : weights.Pixels;
        for (int i = 0; i < rank.Length; i++)
        {
            if (rank[i] >= 0)
            {
                double own = given.IsEmpty ? 1 : given[i];
                weight += own;
                mass += own * _memberships[rank[i]];
            }
        }

        return (weight, mass);
    }

    private void RequireMemberships(ReadOnlySpan<double> memberships, string name)
    {
        for (int i = 0; i < memberships.Length; i++)
        {
            // Written so that NaN is rejected.
            if (!(memberships[i] >= 0 && memberships[i] <= 1))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"expected memberships of 0 to 1, got {memberships[i]} at ({i % _width}, {i / _width}); clamp rounding errors"), name);
            }
        }
    }

    private void UseLevels(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int levels)
    {
        Reserve(ref _memberships, levels + 1);
        Reserve(ref _isPresent, levels + 1);
        Reserve(ref _cuts, levels);
        for (int level = 0; level <= levels; level++)
        {
            _memberships[level] = (double)level / levels;
            _isPresent[level] = false;
        }

        Quantise(first, levels, First.Pixels);
        Quantise(second, levels, Second.Pixels);
        Count = 0;
        int below = 0;
        for (int level = 1; level <= levels; level++)
        {
            if (_isPresent[level])
            {
                _cuts[Count++] = (level, _memberships[level] - _memberships[below]);
                below = level;
            }
        }
    }

    private void Quantise(ReadOnlySpan<double> memberships, int levels, Span<int> ranks)
    {
        ReadOnlySpan<bool> valid = Valid.Pixels;
        for (int i = 0; i < memberships.Length; i++)
        {
            if (!valid[i])
            {
                ranks[i] = LeftOut;
                continue;
            }

            int rank = (int)((memberships[i] * levels) + 0.5);
            ranks[i] = rank;
            _isPresent[rank] = true;
        }
    }

    private void UseEveryAlpha(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Reserve(ref _memberships, (2 * first.Length) + 1);
        int gathered = Gather(second, Gather(first, 1));
        _memberships[0] = 0;
        Array.Sort(_memberships, 1, gathered - 1);
        int distinct = 1;
        for (int i = 1; i < gathered; i++)
        {
            if (_memberships[i] != _memberships[distinct - 1])
            {
                _memberships[distinct++] = _memberships[i];
            }
        }

        Reserve(ref _cuts, distinct);
        Count = distinct - 1;
        for (int rank = 1; rank < distinct; rank++)
        {
            _cuts[rank - 1] = (rank, _memberships[rank] - _memberships[rank - 1]);
        }

        Rank(first, distinct, First.Pixels);
        Rank(second, distinct, Second.Pixels);
    }

    private int Gather(ReadOnlySpan<double> memberships, int count)
    {
        ReadOnlySpan<bool> valid = Valid.Pixels;
        for (int i = 0; i < memberships.Length; i++)
        {
            if (valid[i])
            {
                _memberships[count++] = memberships[i];
            }
        }

        return count;
    }

    private void Rank(ReadOnlySpan<double> memberships, int distinct, Span<int> ranks)
    {
        ReadOnlySpan<bool> valid = Valid.Pixels;
        ReadOnlySpan<double> sorted = _memberships.AsSpan(0, distinct);
        for (int i = 0; i < memberships.Length; i++)
        {
            ranks[i] = valid[i] ? sorted.BinarySearch(memberships[i]) : LeftOut;
        }
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[length];
        }
    }
}
