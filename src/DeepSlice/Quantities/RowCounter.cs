using System.Numerics;
using System.Runtime.InteropServices;
using DeepSlice.Native.Vips;

namespace DeepSlice.Quantities;

/// <summary>Counts the samples of an image by part and channel while its rows are decoded.</summary>
/// <remarks>
/// A full-resolution pixel belongs to the part of its working pixel, so that a row is a sequence of runs of one part. The rows of a call are shared among
/// threads, each with counts of its own.
/// </remarks>
internal sealed class RowCounter
{
    private const int MostThreads = 4;

    private readonly SliceParts _parts;
    private readonly int _channels;
    private readonly ChannelCounts[]? _refined;
    private readonly int[] _workingColumns;
    private readonly int[] _workingRows;
    private ChannelCounts[][] _counts = [];
    private int _row;

    /// <summary>Begins at the first row.</summary>
    /// <param name="parts">Parts of the slice.</param>
    /// <param name="channels">Channels of the page, its first samples.</param>
    /// <param name="refined">For the second reading: the counts of the first one, see <see cref="ChannelCounts.Refine"/>.</param>
    public RowCounter(SliceParts parts, int channels, ChannelCounts[]? refined = null)
    {
        _parts = parts;
        _channels = channels;
        _refined = refined;
        _workingColumns = Occupied(parts.Columns);
        _workingRows = [.. Enumerable.Range(0, parts.Rows.Length).SelectMany(row => Enumerable.Repeat(row, parts.Rows[row]))];
    }

    /// <summary>Counts rows that follow those counted before.</summary>
    public void Take(VipsRows rows)
    {
        int threads = Math.Min(Math.Min(Environment.ProcessorCount, MostThreads), rows.Count);
        while (_counts.Length < threads)
        {
            _counts = [.. _counts, [.. Enumerable.Range(0, _channels).Select(channel => _refined?[channel].EmptyForRefinement(rows.Type) ?? new ChannelCounts(_parts.Parts.Count, rows.Type))]];
        }

        int first = _row;
        _row += rows.Count;
        if (threads == 1)
        {
            TakeRows(rows, first, 0, rows.Count, _counts[0]);
            return;
        }

        Parallel.For(0, threads, thread => TakeRows(rows, first, rows.Count * thread / threads, rows.Count * (thread + 1) / threads, _counts[thread]));
    }

    /// <summary>The counts of each channel, over all rows.</summary>
    public ChannelCounts[] Finish()
    {
        ChannelCounts[] sums = _refined ?? _counts[0];
        foreach (ChannelCounts[] other in _refined is null ? _counts.Skip(1) : _counts)
        {
            for (int channel = 0; channel < _channels; channel++)
            {
                sums[channel].Add(other[channel], again: _refined is not null);
            }
        }

        return sums;
    }

    private static int[] Occupied(int[] extents) => [.. Enumerable.Range(0, extents.Length).Where(i => extents[i] > 0)];

    private void TakeRows(VipsRows rows, int first, int from, int to, ChannelCounts[] counts)
    {
        for (int row = from; row < to; row++)
        {
            ReadOnlySpan<byte> bytes = rows.Bytes.Span[(row * rows.Stride)..];
            ReadOnlySpan<ushort> parts = _parts.Numbers.Row(_workingRows[first + row]);
            switch (rows.Type)
            {
                case VipsSampleType.Byte:
                    CountShort(bytes, rows, parts, counts);
                    break;
                case VipsSampleType.UInt16:
                    CountShort(MemoryMarshal.Cast<byte, ushort>(bytes), rows, parts, counts);
                    break;
                case VipsSampleType.SignedByte:
                    CountShort(MemoryMarshal.Cast<byte, sbyte>(bytes), rows, parts, counts);
                    break;
                case VipsSampleType.Int16:
                    CountShort(MemoryMarshal.Cast<byte, short>(bytes), rows, parts, counts);
                    break;
                case VipsSampleType.UInt32:
                    CountAny(MemoryMarshal.Cast<byte, uint>(bytes), rows, parts, counts);
                    break;
                case VipsSampleType.Int32:
                    CountAny(MemoryMarshal.Cast<byte, int>(bytes), rows, parts, counts);
                    break;
                case VipsSampleType.Single:
                    CountAny(MemoryMarshal.Cast<byte, float>(bytes), rows, parts, counts);
                    break;
                default:
                    CountAny(MemoryMarshal.Cast<byte, double>(bytes), rows, parts, counts);
                    break;
            }
        }
    }

    // The samples of a run of pixels of one part; the run moves on.
    private ReadOnlySpan<T> NextRun<T>(ref int column, ref int sample, ReadOnlySpan<T> samples, int bands, ReadOnlySpan<ushort> parts, out int part)
    {
        part = parts[_workingColumns[column]];
        int pixels = 0;
        do
        {
            pixels += _parts.Columns[_workingColumns[column++]];
        }
        while (column < _workingColumns.Length && parts[_workingColumns[column]] == part);
        ReadOnlySpan<T> run = samples.Slice(sample, pixels * bands);
        sample += pixels * bands;
        return run;
    }

    private void CountShort<T>(ReadOnlySpan<T> samples, VipsRows rows, ReadOnlySpan<ushort> parts, ChannelCounts[] counts)
        where T : unmanaged, IBinaryInteger<T>
    {
        int offset = SampleKey.OffsetOf(rows.Type);
        for (int column = 0, sample = 0; column < _workingColumns.Length;)
        {
            ReadOnlySpan<T> run = NextRun(ref column, ref sample, samples, rows.Bands, parts, out int part);
            for (int channel = 0; channel < _channels; channel++)
            {
                long[] bins = counts[channel].BinsOf(part);
                for (int i = channel; i < run.Length; i += rows.Bands)
                {
                    unchecked
                    {
                        bins[int.CreateTruncating(run[i]) + offset]++;
                    }
                }
            }
        }
    }

    private void CountAny<T>(ReadOnlySpan<T> samples, VipsRows rows, ReadOnlySpan<ushort> parts, ChannelCounts[] counts)
        where T : unmanaged, INumber<T>
    {
        for (int column = 0, sample = 0; column < _workingColumns.Length;)
        {
            ReadOnlySpan<T> run = NextRun(ref column, ref sample, samples, rows.Bands, parts, out int part);
            for (int channel = 0; channel < _channels; channel++)
            {
                for (int i = channel; i < run.Length; i += rows.Bands)
                {
                    if (_refined is null)
                    {
                        counts[channel].Add(part, double.CreateChecked(run[i]), 1);
                    }
                    else
                    {
                        counts[channel].AddAgain(part, double.CreateChecked(run[i]), 1);
                    }
                }
            }
        }
    }
}
