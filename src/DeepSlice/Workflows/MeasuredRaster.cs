using DeepSlice.Geometry;
using DeepSlice.Native.Vips;
using DeepSlice.Quantities;
using DeepSlice.Slices;

namespace DeepSlice.Workflows;

/// <summary>A slice of a dataset or a NumPy stack, which has one channel at working resolution; a working pixel counts as many times as it has full-resolution pixels.</summary>
/// <param name="Pixels">Grey values on the working grid.</param>
/// <param name="Frame">Position of the working grid on the image.</param>
/// <param name="MicrometresPerPixel">Side of a full-resolution pixel; null if unknown.</param>
internal sealed record MeasuredRaster(Raster<float> Pixels, SliceFrame Frame, double? MicrometresPerPixel) : MeasuredImage(Frame, MicrometresPerPixel, ["0"])
{
    public override IReadOnlyList<ChannelCounts> Count(SliceParts parts, IReadOnlyList<int> channels, IReadOnlyList<int[]> sets, CancellationToken cancellationToken)
    {
        var counts = new ChannelCounts(parts.Parts.Count, VipsSampleType.Single);
        Count(parts, counts.Add);
        counts.Refine(sets);
        Count(parts, counts.AddAgain);
        return [.. channels.Select(_ => counts)];
    }

    private void Count(SliceParts parts, Action<int, double, long> add)
    {
        for (int y = 0; y < Pixels.Height; y++)
        {
            ReadOnlySpan<float> row = Pixels.Row(y);
            ReadOnlySpan<ushort> numbers = parts.Numbers.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                if (parts.Rows[y] > 0 && parts.Columns[x] > 0)
                {
                    add(numbers[x], row[x], (long)parts.Rows[y] * parts.Columns[x]);
                }
            }
        }
    }
}
