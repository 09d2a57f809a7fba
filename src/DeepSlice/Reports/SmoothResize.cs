using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Reports;

/// <summary>Enlarges or reduces grey images with the cubic kernel of Keys (1981, doi:10.1109/TASSP.1981.1163711), widened when reducing.</summary>
internal static class SmoothResize
{
    public static Raster<float> Apply(Raster<float> image, RasterSize size)
    {
        var wide = new Raster<float>(size.Width, image.Height);
        Taps[] columns = TapsOf(image.Width, size.Width);
        for (int y = 0; y < image.Height; y++)
        {
            ResizeRow(image.Row(y), columns, wide.Row(y));
        }

        var result = new Raster<float>(size);
        Taps[] rows = TapsOf(image.Height, size.Height);
        for (int y = 0; y < size.Height; y++)
        {
            Span<float> target = result.Row(y);
            for (int i = 0; i < rows[y].Weights.Length; i++)
            {
                float weight = rows[y].Weights[i];
                ReadOnlySpan<float> source = wide.Row(Math.Clamp(rows[y].First + i, 0, image.Height - 1));
                TensorPrimitives.MultiplyAdd(source, weight, target, target);
            }
        }

        return result;
    }

    private static void ResizeRow(ReadOnlySpan<float> source, Taps[] columns, Span<float> target)
    {
        for (int x = 0; x < target.Length; x++)
        {
            (int first, float[] weights) = columns[x];
            float sum = 0;
            if (first >= 0 && first + weights.Length <= source.Length)
            {
                ReadOnlySpan<float> under = source.Slice(first, weights.Length);
                for (int i = 0; i < under.Length; i++)
                {
                    sum += weights[i] * under[i];
                }
            }
            else
            {
                for (int i = 0; i < weights.Length; i++)
                {
                    sum += weights[i] * source[Math.Clamp(first + i, 0, source.Length - 1)];
                }
            }

            target[x] = sum;
        }
    }

    private static Taps[] TapsOf(int sourceLength, int targetLength)
    {
        double step = (double)sourceLength / targetLength;
        double width = Math.Max(1, step);
        var taps = new Taps[targetLength];
        for (int target = 0; target < targetLength; target++)
        {
            double centre = ((target + 0.5) * step) - 0.5;
            int first = (int)Math.Ceiling(centre - (2 * width));
            int last = (int)Math.Floor(centre + (2 * width));
            float[] weights = new float[last - first + 1];
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = (float)Kernel((first + i - centre) / width);
            }

            float sum = weights.Sum();
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] /= sum;
            }

            taps[target] = new Taps(first, weights);
        }

        return taps;
    }

    private static double Kernel(double distance)
    {
        double t = Math.Abs(distance);
        return t switch
        {
            < 1 => (((1.5 * t) - 2.5) * t * t) + 1,
            < 2 => (((((-0.5 * t) + 2.5) * t) - 4) * t) + 2,
            _ => 0,
        };
    }

    private readonly record struct Taps(int First, float[] Weights);
}
