using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepSlice.Geometry;

namespace DeepSlice.Metrics;

/// <summary>Sums of minimal distances between the cuts of two fuzzy sets at one α.</summary>
/// <remarks>
/// Only pixels in exactly one of the cuts have a distance above 0; the others are in the set they are compared with.
/// Work buffers of one thread of an <see cref="AlphaSmd"/>.
/// </remarks>
internal sealed class CutDistance
{
    private readonly DistanceTransform _transform;
    private readonly Raster<double> _distance;
    private readonly Raster<bool> _first;
    private readonly Raster<bool> _second;
    private readonly Raster<bool> _outsideFirst;
    private readonly Raster<bool> _outsideSecond;
    private readonly Raster<bool> _onlyFirst;
    private readonly Raster<bool> _onlySecond;

    public CutDistance(RasterSize size, PixelSpacing spacing, double maximalDistance, int threads)
    {
        _transform = new DistanceTransform(size, spacing) { Limit = maximalDistance, Threads = threads };
        _distance = new Raster<double>(size);
        _first = new Raster<bool>(size);
        _second = new Raster<bool>(size);
        _outsideFirst = new Raster<bool>(size);
        _outsideSecond = new Raster<bool>(size);
        _onlyFirst = new Raster<bool>(size);
        _onlySecond = new Raster<bool>(size);
    }

    /// <summary>Measures the cuts of pixels of at least a given rank.</summary>
    /// <returns>The weighted sums from the first cut to the second and from the second to the first.</returns>
    public (double FirstToSecond, double SecondToFirst) Measure(
        AlphaCuts cuts, int rank, SetDistance mode, Raster<double>? firstWeights, Raster<double>? secondWeights)
    {
        Cut(cuts.First.Pixels, rank, _first);
        Cut(cuts.Second.Pixels, rank, _second);
        Span<byte> valid = Marks(cuts.Valid);
        TensorPrimitives.Xor(valid, Marks(_first), Marks(_outsideFirst));
        TensorPrimitives.Xor(valid, Marks(_second), Marks(_outsideSecond));
        TensorPrimitives.BitwiseAnd(Marks(_first), Marks(_outsideSecond), Marks(_onlyFirst));
        TensorPrimitives.BitwiseAnd(Marks(_second), Marks(_outsideFirst), Marks(_onlySecond));

        double firstToSecond = Sum(_onlyFirst, _second, firstWeights);
        double secondToFirst = Sum(_onlySecond, _first, secondWeights);
        if (mode == SetDistance.Bidirectional)
        {
            firstToSecond += Sum(_onlySecond, _outsideSecond, firstWeights);
            secondToFirst += Sum(_onlyFirst, _outsideFirst, secondWeights);
        }

        return (firstToSecond, secondToFirst);
    }

    private static Span<byte> Marks(Raster<bool> set) => MemoryMarshal.AsBytes(set.Pixels);

    private static void Cut(ReadOnlySpan<int> ranks, int rank, Raster<bool> cut)
    {
        Span<byte> marks = Marks(cut);
        int lanes = Vector<int>.Count;
        int i = 0;
        for (; i <= marks.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<ushort> low = Vector.Narrow(IsIn(ranks[i..], rank), IsIn(ranks[(i + lanes)..], rank));
            Vector<ushort> high = Vector.Narrow(IsIn(ranks[(i + (2 * lanes))..], rank), IsIn(ranks[(i + (3 * lanes))..], rank));
            (Vector.Narrow(low, high) & Vector<byte>.One).CopyTo(marks[i..]);
        }

        for (; i < marks.Length; i++)
        {
            marks[i] = ranks[i] >= rank ? (byte)1 : (byte)0;
        }
    }

    private static Vector<uint> IsIn(ReadOnlySpan<int> ranks, int rank) =>
        Vector.AsVectorUInt32(Vector.GreaterThanOrEqual(new Vector<int>(ranks), new Vector<int>(rank)));

    /// <summary>Σ weight · distance to a set, over given pixels outside it.</summary>
    private double Sum(Raster<bool> pixels, Raster<bool> set, Raster<double>? weights)
    {
        ReadOnlySpan<bool> rest = pixels.Pixels;
        int next = rest.IndexOf(true);
        if (next < 0)
        {
            return 0;
        }

        _transform.Measure(set, _distance, where: pixels);
        double sum = 0;
        int place = 0;
        while (next >= 0)
        {
            place += next;
            rest = rest[next..];
            int end = rest.IndexOf(false);
            int length = end < 0 ? rest.Length : end;
            sum += Sum(_distance.Pixels.Slice(place, length), weights is null ? [] : weights.Pixels.Slice(place, length));
            place += length;
            rest = rest[length..];
            next = rest.IndexOf(true);
        }

        return sum;
    }

    private static double Sum(ReadOnlySpan<double> distances, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            sum += weights.IsEmpty ? distances[i] : weights[i] * distances[i];
        }

        return sum;
    }
}
