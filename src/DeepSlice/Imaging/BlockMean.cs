using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Imaging;

/// <summary>Bins images: a working pixel is the mean of a square block of full-resolution pixels.</summary>
internal static class BlockMean
{
    /// <summary>Bins an image.</summary>
    /// <param name="image">Full-resolution image.</param>
    /// <param name="binning">Pixels per block along each axis.</param>
    /// <returns>
    /// An image of ⌈width ÷ binning⌉ × ⌈height ÷ binning⌉; a block cut by the right or bottom edge is the mean of its remaining pixels.
    /// </returns>
    public static Raster<float> Apply(Raster<float> image, Binning binning)
    {
        ArgumentNullException.ThrowIfNull(image);
        int factor = binning.Factor;
        var binned = new Raster<float>(DivideUp(image.Width, factor), DivideUp(image.Height, factor));
        double[] sums = new double[binned.Width];
        for (int y = 0; y < binned.Height; y++)
        {
            Array.Clear(sums);
            int firstRow = y * factor;
            int rows = Math.Min(factor, image.Height - firstRow);
            for (int row = firstRow; row < firstRow + rows; row++)
            {
                AddRow(image.Row(row), factor, sums);
            }

            Span<float> target = binned.Row(y);
            for (int x = 0; x < target.Length; x++)
            {
                long columns = Math.Min(factor, image.Width - (x * factor));
                target[x] = (float)(sums[x] / (columns * rows));
            }
        }

        return binned;
    }

    private static void AddRow(ReadOnlySpan<float> row, int factor, double[] sums)
    {
        for (int x = 0; x < sums.Length; x++)
        {
            int first = x * factor;
            double sum = 0;
            foreach (float value in row.Slice(first, Math.Min(factor, row.Length - first)))
            {
                sum += value;
            }

            sums[x] += sum;
        }
    }

    private static int DivideUp(int value, int divisor) => (int)(((long)value + divisor - 1) / divisor);
}
