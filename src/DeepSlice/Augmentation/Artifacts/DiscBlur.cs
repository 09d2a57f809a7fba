using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Blur by a disc, as of a lens out of focus; the image is extended by its edge pixels.</summary>
internal static class DiscBlur
{
    /// <summary>Blurs an image.</summary>
    /// <param name="source">Image.</param>
    /// <param name="radiusPixels">Radius of the disc, 0 or more.</param>
    /// <param name="target">Receives the result; must not be the source.</param>
    public static void Apply(Raster<float> source, double radiusPixels, Raster<float> target)
    {
        int reach = (int)Math.Ceiling(radiusPixels);
        double[] halves = new double[(2 * reach) + 1];
        double area = 0;
        for (int dy = -reach; dy <= reach; dy++)
        {
            // Half a pixel more on each side, because the row of pixels itself has a width.
            halves[dy + reach] = Math.Sqrt(Math.Max(0, (radiusPixels * radiusPixels) - (dy * dy))) + 0.5;
            area += 2 * halves[dy + reach];
        }

        int margin = reach + 2;
        double[] sums = new double[source.Width + (2 * margin) + 1];
        double[] total = new double[source.Width];
        for (int y = 0; y < target.Height; y++)
        {
            Array.Clear(total);
            for (int dy = -reach; dy <= reach; dy++)
            {
                Accumulate(source.Row(Math.Clamp(y + dy, 0, source.Height - 1)), sums, margin);
                AddChords(sums, margin, halves[dy + reach], total);
            }

            Span<float> row = target.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (float)(total[x] / area);
            }
        }
    }

    /// <summary>Running sums along a row, with a margin of edge pixels.</summary>
    private static void Accumulate(ReadOnlySpan<float> row, double[] sums, int margin)
    {
        for (int i = 1; i < sums.Length; i++)
        {
            sums[i] = sums[i - 1] + row[Math.Clamp(i - 1 - margin, 0, row.Length - 1)];
        }
    }

    private static void AddChords(double[] sums, int margin, double half, double[] total)
    {
        for (int x = 0; x < total.Length; x++)
        {
            total[x] += UpTo(x + 0.5 + half) - UpTo(x + 0.5 - half);
        }

        double UpTo(double place)
        {
            double shifted = place + margin;
            int whole = (int)shifted;
            return sums[whole] + ((shifted - whole) * (sums[whole + 1] - sums[whole]));
        }
    }
}
