using System.Numerics;

namespace DeepSlice;

/// <summary>A seeded random number generator whose values are the same in all versions and on all machines.</summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna, doi:10.1145/3460772), seeded by SplitMix64. Not thread-safe: give each thread its own stream
/// from <see cref="Derive(ulong)"/>, so that results do not depend on scheduling.
/// </remarks>
internal sealed class RandomStream
{
    private readonly ulong _key;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double? _spareNormal;

    /// <summary>Creates a stream.</summary>
    /// <param name="seed">Any value; equal seeds give equal streams.</param>
    public RandomStream(ulong seed)
    {
        _key = seed;
        ulong state = seed;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>An independent stream that depends on this stream's seed and a key, not on how many numbers were drawn.</summary>
    /// <param name="key">Any value, for example an epoch or the index of a slice.</param>
    public RandomStream Derive(ulong key)
    {
        unchecked
        {
            ulong state = _key + (0x9E3779B97F4A7C15UL * (key + 1));
            return new RandomStream(SplitMix(ref state) ^ BitOperations.RotateLeft(_key, 17));
        }
    }

    /// <summary>An independent stream that depends on this stream's seed and a text.</summary>
    /// <param name="key">Any text, for example the id of a slice.</param>
    public RandomStream Derive(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ulong hash = 14695981039346656037UL; // FNV-1a
        foreach (char c in key)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return Derive(hash);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            ulong t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
    /// <param name="minimum">Lower end.</param>
    /// <param name="maximum">Upper end.</param>
    public double Uniform(double minimum, double maximum) => minimum + ((maximum - minimum) * NextDouble());

    /// <summary>An integer in [0, <paramref name="count"/>).</summary>
    /// <param name="count">1 or more.</param>
    public int Below(int count) => (int)(NextDouble() * Ensure.Positive(count));

    /// <summary>True with the given probability.</summary>
    /// <param name="probability">0 … 1.</param>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A normally distributed number with mean 0 and standard deviation 1.</summary>
    public double Normal()
    {
        if (_spareNormal is double spare)
        {
            _spareNormal = null;
            return spare;
        }

        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * NextDouble());
        _spareNormal = radius * sin;
        return radius * cos;
    }

    /// <summary>Shuffles items in place.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="items">Items to reorder.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
