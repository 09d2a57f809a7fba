using System.Buffers;
using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Separable Gaussian blur.</summary>
/// <remarks>The kernel is truncated at four standard deviations and sums to 1; the image is extended by its edge pixels.</remarks>
internal static class GaussianBlur
{
    private const double TruncationSigmas = 4;

    /// <summary>Blurs an image.</summary>
    /// <param name="source">Image to blur.</param>
    /// <param name="sigmaPixels">Standard deviation of the Gaussian in pixels, 0 … 4096; 0 copies.</param>
    /// <param name="target">Receives the result; same size as the source, and may be the source itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is out of range.</exception>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static void Apply(Raster<float> source, double sigmaPixels, Raster<float> target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        Ensure.InRange(sigmaPixels, 0, 4096);
        if (source.Size != target.Size)
        {
            throw new ArgumentException($"expected a target of the source's size {source.Size}, got {target.Size}", nameof(target));
        }

        float[] kernel = HalfKernel(sigmaPixels);
        float[] scratch = ArrayPool<float>.Shared.Rent(source.Pixels.Length);
        float[] padded = ArrayPool<float>.Shared.Rent(source.Width + (2 * kernel.Length));
        for (int y = 0; y < source.Height; y++)
        {
            BlurRow(source.Row(y), kernel, padded, scratch.AsSpan(y * source.Width, source.Width));
        }

        for (int y = 0; y < target.Height; y++)
        {
            BlurAcrossRows(scratch, target.Width, target.Height, y, kernel, target.Row(y));
        }

        ArrayPool<float>.Shared.Return(padded);
        ArrayPool<float>.Shared.Return(scratch);
    }

    /// <summary>Centre and right half of the kernel, which is symmetric.</summary>
    private static float[] HalfKernel(double sigmaPixels)
    {
        if (sigmaPixels == 0)
        {
            return [1];
        }

        double[] weights = new double[1 + (int)((TruncationSigmas * sigmaPixels) + 0.5)];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Exp(-0.5 * i * i / (sigmaPixels * sigmaPixels));
            sum += i == 0 ? weights[i] : 2 * weights[i];
        }

        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }

    private static void BlurRow(ReadOnlySpan<float> row, float[] kernel, float[] padded, Span<float> result)
    {
        int reach = kernel.Length - 1;
        padded.AsSpan(0, reach).Fill(row[0]);
        row.CopyTo(padded.AsSpan(reach));
        padded.AsSpan(reach + row.Length, reach).Fill(row[^1]);
        TensorPrimitives.Multiply(row, kernel[0], result);
        for (int i = 1; i <= reach; i++)
        {
            TensorPrimitives.MultiplyAdd(padded.AsSpan(reach - i, row.Length), kernel[i], result, result);
            TensorPrimitives.MultiplyAdd(padded.AsSpan(reach + i, row.Length), kernel[i], result, result);
        }
    }

    private static void BlurAcrossRows(float[] rows, int width, int height, int y, float[] kernel, Span<float> result)
    {
        TensorPrimitives.Multiply(rows.AsSpan(y * width, width), kernel[0], result);
        for (int i = 1; i < kernel.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(rows.AsSpan(Math.Max(y - i, 0) * width, width), kernel[i], result, result);
            TensorPrimitives.MultiplyAdd(rows.AsSpan(Math.Min(y + i, height - 1) * width, width), kernel[i], result, result);
        }
    }
}
