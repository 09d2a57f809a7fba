using System.Numerics.Tensors;
using DeepSlice.Native.Vips;

namespace DeepSlice.Quantities;

/// <summary>How often each sample occurs in each part of a slice, in one channel.</summary>
/// <remarks>
/// Of 8- and 16-bit samples every value is counted, so sums and medians are exact. Of other samples the upper 16 bits of their <see cref="SampleKey"/> are
/// counted; a second reading counts the lower bits where a median lies (<see cref="Refine"/>). Memory per part that occurs: 512 KB, and 2 KB of 8-bit samples.
/// </remarks>
internal sealed class ChannelCounts
{
    private const int Bins = 1 << 16;

    private readonly long[]?[] _bins;
    private readonly double[] _sums;
    private readonly Dictionary<ushort, long[]>[] _fine;
    private readonly bool _isShort;
    private readonly int _size;
    private readonly int _offset;

    /// <summary>Creates counts of nothing.</summary>
    /// <param name="parts">Number of parts.</param>
    /// <param name="type">Type of the samples.</param>
    public ChannelCounts(int parts, VipsSampleType type)
    {
        _bins = new long[parts][];
        _sums = new double[parts];
        _fine = [.. Enumerable.Range(0, parts).Select(_ => new Dictionary<ushort, long[]>())];
        _isShort = SampleKey.IsShort(type);
        _size = type is VipsSampleType.Byte or VipsSampleType.SignedByte ? 1 << 8 : Bins;
        _offset = SampleKey.OffsetOf(type);
    }

    /// <summary>Whether a second reading is needed for medians.</summary>
    public bool NeedsRefinement => !_isShort;

    /// <summary>The counts of a part by 8- or 16-bit key, to be increased.</summary>
    public long[] BinsOf(int part) => _bins[part] ??= new long[_size];

    /// <summary>Counts a sample of more than 16 bits; one that is not finite is left out.</summary>
    /// <param name="part">Its part.</param>
    /// <param name="value">Its value.</param>
    /// <param name="pixels">Number of full-resolution pixels that have it.</param>
    public void Add(int part, double value, long pixels)
    {
        if (double.IsFinite(value))
        {
            BinsOf(part)[SampleKey.Of((float)value) >> 16] += pixels;
            _sums[part] += value * pixels;
        }
    }

    /// <summary>Counts a sample again, for <see cref="Refine"/>.</summary>
    public void AddAgain(int part, double value, long pixels)
    {
        if (double.IsFinite(value))
        {
            uint key = SampleKey.Of((float)value);
            if (_fine[part].TryGetValue((ushort)(key >> 16), out long[]? fine))
            {
                fine[key & (Bins - 1)] += pixels;
            }
        }
    }

    /// <summary>Adds what another thread has counted, of the first reading or of the second.</summary>
    public void Add(ChannelCounts other, bool again)
    {
        for (int part = 0; part < _bins.Length; part++)
        {
            if (again)
            {
                foreach ((ushort bin, long[] counts) in other._fine[part])
                {
                    TensorPrimitives.Add(_fine[part][bin], counts, _fine[part][bin]);
                }
            }
            else if (other._bins[part] is { } counts)
            {
                TensorPrimitives.Add(BinsOf(part), counts, BinsOf(part));
                _sums[part] += other._sums[part];
            }
        }
    }

    /// <summary>Prepares the second reading: finds the bins that hold the medians.</summary>
    /// <param name="sets">The sets of parts whose medians are wanted.</param>
    public void Refine(IEnumerable<int[]> sets)
    {
        foreach (int[] parts in sets)
        {
            long[] merged = Merge(parts.Select(part => _bins[part]));
            foreach (long rank in MiddleRanks(TensorPrimitives.Sum<long>(merged)))
            {
                ushort bin = (ushort)Find(merged, rank).Bin;
                foreach (int part in parts)
                {
                    _fine[part].TryAdd(bin, new long[Bins]);
                }
            }
        }
    }

    /// <summary>Counts of nothing, for another thread of the second reading.</summary>
    public ChannelCounts EmptyForRefinement(VipsSampleType type)
    {
        var empty = new ChannelCounts(_bins.Length, type);
        for (int part = 0; part < _bins.Length; part++)
        {
            foreach (ushort bin in _fine[part].Keys)
            {
                empty._fine[part][bin] = new long[Bins];
            }
        }

        return empty;
    }

    /// <summary>Sums up the samples of some parts.</summary>
    /// <param name="parts">Indices of the parts; of other than 8- and 16-bit samples a set that was given to <see cref="Refine"/>.</param>
    public IntensitySummary Summarize(int[] parts)
    {
        long[] merged = Merge(parts.Select(part => _bins[part]));
        long count = TensorPrimitives.Sum<long>(merged);
        return count == 0
            ? new IntensitySummary(0, 0, null)
            : new IntensitySummary(count, _isShort ? Sum(merged) : parts.Sum(part => _sums[part]), MiddleRanks(count).Average(rank => ValueAt(parts, merged, rank)));
    }

    private static long[] MiddleRanks(long count) => count == 0 ? [] : [(count - 1) / 2, count / 2];

    // One part, as most regions have on a side, is not copied.
    private static long[] Merge(IEnumerable<long[]?> bins)
    {
        long[][] all = [.. bins.OfType<long[]>()];
        if (all.Length == 1)
        {
            return all[0];
        }

        var sum = new long[all.Length == 0 ? 0 : all[0].Length];
        foreach (long[] counts in all)
        {
            TensorPrimitives.Add(sum, counts, sum);
        }

        return sum;
    }

    private double Sum(long[] bins)
    {
        Int128 sum = 0;
        for (int key = 0; key < bins.Length; key++)
        {
            sum += bins[key] == 0 ? 0 : (Int128)bins[key] * (key - _offset);
        }

        return (double)sum;
    }

    private double ValueAt(int[] parts, long[] merged, long rank)
    {
        (int bin, long beyond) = Find(merged, rank);
        if (_isShort)
        {
            return bin - _offset;
        }

        int low = Find(Merge(parts.Select(part => _fine[part][(ushort)bin])), beyond).Bin;
        return SampleKey.NumberOf(((uint)bin << 16) | (uint)low);
    }

    /// <summary>The bin that holds the sample of a rank, and the rank within the bin.</summary>
    private static (int Bin, long Beyond) Find(long[] bins, long rank)
    {
        for (int bin = 0; bin < bins.Length; bin++)
        {
            if (rank < bins[bin])
            {
                return (bin, rank);
            }

            rank -= bins[bin];
        }

        throw new ArgumentOutOfRangeException(nameof(rank), "expected a rank below the number of samples, got one beyond");
    }
}
