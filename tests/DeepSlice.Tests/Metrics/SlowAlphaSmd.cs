using DeepSlice.Geometry;
using DeepSlice.Metrics;

namespace DeepSlice.Tests.Metrics;

/// <summary>α-SMD by its definition, over all pairs of pixels, without a distance transform.</summary>
internal sealed class SlowAlphaSmd(RasterSize size, PixelSpacing spacing, double maximalDistance, int? levels, SetDistance mode, Raster<bool> mask)
{
    public double Directed(Raster<double> from, Raster<double> to, Raster<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < size.PixelCount; i++)
        {
            if (mask.Pixels[i])
            {
                sum += weights.Pixels[i] * (Inwards(i, from, to) + (mode == SetDistance.Bidirectional ? Inwards(i, Complement(from), Complement(to)) : 0));
            }
        }

        return sum;
    }

    // Round first: for q and L levels, the complement of q ÷ L is (L − q) ÷ L.
    private Raster<double> Complement(Raster<double> set) => set.Map(mu => levels is int count ? (count - Level(mu, count)) / count : 1 - mu);

    private double Inwards(int pixel, Raster<double> from, Raster<double> to)
    {
        double sum = 0;
        if (levels is int count)
        {
            for (int level = 1; level <= Level(from.Pixels[pixel], count); level++)
            {
                sum += Distance(pixel, to, mu => Level(mu, count) >= level) / count;
            }

            return sum;
        }

        double below = 0;
        foreach (double alpha in to.Pixels.ToArray().Append(1).Distinct().Order())
        {
            double top = Math.Min(alpha, from.Pixels[pixel]);
            if (top > below)
            {
                sum += (top - below) * Distance(pixel, to, mu => mu >= alpha);
                below = top;
            }
        }

        return sum;
    }

    private static double Level(double membership, int count) => Math.Clamp(Math.Floor((membership * count) + 0.5), 0, count);

    private double Distance(int pixel, Raster<double> set, Func<double, bool> isInCut)
    {
        double least = maximalDistance;
        for (int i = 0; i < size.PixelCount; i++)
        {
            if (mask.Pixels[i] && isInCut(set.Pixels[i]))
            {
                double dx = ((i % size.Width) - (pixel % size.Width)) * spacing.X;
                double dy = ((i / size.Width) - (pixel / size.Width)) * spacing.Y;
                least = Math.Min(least, Math.Sqrt((dx * dx) + (dy * dy)));
            }
        }

        return least;
    }
}
