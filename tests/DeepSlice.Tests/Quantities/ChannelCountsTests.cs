using System.Runtime.InteropServices;
using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Tests.Quantities;

public sealed class ChannelCountsTests
{
    private const int Width = 53;
    private const int Height = 37;
    private const int Bands = 3;
    private static readonly int[][] Sets = [[0], [1], [2], [0, 2], [1, 2, 3], [0, 1, 2, 3]];

    public static TheoryData<string> Types => ["byte", "sbyte", "ushort", "short", "uint", "int", "float", "double"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Counts_of_every_type_of_sample_are_those_of_a_plain_loop(string type)
    {
        var random = new RandomStream(5);
        switch (type)
        {
            case "byte":
                Check(VipsSampleType.Byte, () => (byte)random.Below(256), value => value);
                break;
            case "sbyte":
                Check(VipsSampleType.SignedByte, () => (sbyte)(random.Below(256) - 128), value => value);
                break;
            case "ushort":
                Check(VipsSampleType.UInt16, () => (ushort)random.Below(65536), value => value);
                break;
            case "short":
                Check(VipsSampleType.Int16, () => (short)(random.Below(65536) - 32768), value => value);
                break;
            case "uint":
                Check(VipsSampleType.UInt32, () => (uint)random.Below(1 << 24), value => value);
                break;
            case "int":
                Check(VipsSampleType.Int32, () => random.Below(1 << 24) - (1 << 23), value => value);
                break;
            case "float":
                Check(VipsSampleType.Single, () => (float)random.Normal(), value => value);
                break;
            default:
                Check(VipsSampleType.Double, () => (double)(float)(random.Normal() * 1e6), value => value);
                break;
        }
    }

    [Fact]
    public void Samples_that_are_no_numbers_are_left_out()
    {
        var counts = new ChannelCounts(1, VipsSampleType.Single);
        foreach (double value in (double[])[3, double.NaN, 5, double.PositiveInfinity])
        {
            counts.Add(0, value, 2);
        }

        counts.Refine([[0]]);
        foreach (double value in (double[])[3, double.NaN, 5, double.PositiveInfinity])
        {
            counts.AddAgain(0, value, 2);
        }

        counts.Summarize([0]).ShouldBe(new IntensitySummary(4, 16, 4));
    }

    [Fact]
    public void A_set_without_pixels_has_no_median()
    {
        IntensitySummary nothing = new ChannelCounts(2, VipsSampleType.UInt16).Summarize([0, 1]);
        nothing.ShouldBe(new IntensitySummary(0, 0, null));
        nothing.Mean.ShouldBeNull();
    }

    // Rows of uneven size with a gap between them, as libvips gives them.
    private static void Check<T>(VipsSampleType type, Func<T> draw, Func<T, double> numberOf)
        where T : unmanaged
    {
        var frame = new SliceFrame { Binning = new Binning(4), OriginalSize = new RasterSize(Width, Height), WorkingSize = new RasterSize(17, 13), OffsetX = 2, OffsetY = 1 };
        var random = new RandomStream(11);
        Raster<byte> labels = new Raster<byte>(frame.WorkingSize).Map(_ => (byte)random.Below(4));
        var parts = new SliceParts(labels, new Raster<byte>(frame.WorkingSize), null, frame);
        T[] samples = [.. Enumerable.Range(0, Width * Height * Bands).Select(_ => draw())];
        var counter = new RowCounter(parts, Bands);
        Feed(counter.Take, type, samples);
        ChannelCounts[] counts = counter.Finish();
        if (counts[0].NeedsRefinement)
        {
            foreach (ChannelCounts channel in counts)
            {
                channel.Refine(Sets);
            }

            var again = new RowCounter(parts, Bands, counts);
            Feed(again.Take, type, samples);
            counts = again.Finish();
        }

        for (int channel = 0; channel < Bands; channel++)
        {
            foreach (int[] set in Sets)
            {
                double[] values = [.. Values(labels, parts, samples, channel, set, numberOf).Order()];
                IntensitySummary found = counts[channel].Summarize(set);
                found.Count.ShouldBe(values.Length);
                found.Sum.ShouldBe(values.Sum(), 1e-9 * values.Sum(Math.Abs));
                found.Median.ShouldBe((values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2);
            }
        }
    }

    private static IEnumerable<double> Values<T>(Raster<byte> labels, SliceParts parts, T[] samples, int channel, int[] set, Func<T, double> numberOf)
    {
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                byte label = labels[(x / 4) + 2, (y / 4) + 1];
                if (set.Any(part => parts.Parts[part].Region == label))
                {
                    yield return numberOf(samples[(((y * Width) + x) * Bands) + channel]);
                }
            }
        }
    }

    private static void Feed<T>(VipsRowTaker take, VipsSampleType type, T[] samples)
        where T : unmanaged
    {
        const int Gap = 24;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes<T>(samples);
        int row = bytes.Length / Height;
        for (int first = 0, count = 1; first < Height; first += count, count = Math.Min(count + 3, Height - first))
        {
            var block = new byte[count * (row + Gap)];
            for (int i = 0; i < count; i++)
            {
                bytes.Slice((first + i) * row, row).CopyTo(block.AsSpan(i * (row + Gap)));
            }

            take(new VipsRows { Bytes = block, Count = count, Stride = row + Gap, Width = Width, Bands = Bands, Type = type });
            if (first + count == Height)
            {
                break;
            }
        }
    }
}
