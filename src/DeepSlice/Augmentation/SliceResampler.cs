using System.Buffers;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation;

/// <summary>Resamples a slice at given coordinates: bilinear for the image, nearest pixel for the labels.</summary>
internal static class SliceResampler
{
    /// <summary>Resamples an image and its labels at the same coordinates.</summary>
    /// <param name="map">Source coordinates of the target pixels.</param>
    /// <param name="source">Image, and labels of the same size or none.</param>
    /// <param name="target">Receives the image, and the labels if there are any. Outside the source, the image is background and labels are 0.</param>
    /// <param name="limit">Intensities are clamped to ±limit; non-finite values become background.</param>
    public static void Apply(
        ISourceMap map, (Raster<float> Image, Raster<byte>? Labels) source, (Raster<float> Image, Raster<byte>? Labels) target, float limit)
    {
        (Raster<float> image, Raster<byte>? labels) = source;
        (int width, int height) = (target.Image.Width, target.Image.Height);
        float[] coordinates = ArrayPool<float>.Shared.Rent(2 * width * height);
        Memory<float> allX = coordinates.AsMemory(0, width * height);
        Memory<float> allY = coordinates.AsMemory(width * height, width * height);
        for (int y = 0; y < height; y++)
        {
            map.Row(y, allX.Span.Slice(y * width, width), allY.Span.Slice(y * width, width));
        }

        using var frame = new ImageFrame(image, allX.Span, allY.Span, limit);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> sourceX = allX.Span.Slice(y * width, width);
            ReadOnlySpan<float> sourceY = allY.Span.Slice(y * width, width);
            frame.Interpolate(sourceX, sourceY, target.Image.Row(y));
            if (labels is not null && target.Labels is not null)
            {
                TakeNearest(labels, sourceX, sourceY, target.Labels.Row(y));
            }
        }

        ArrayPool<float>.Shared.Return(coordinates);
    }

    /// <summary>Resamples the probabilities of a coarser grid at the same coordinates.</summary>
    /// <param name="map">Source coordinates of the target pixels.</param>
    /// <param name="source">Probabilities.</param>
    /// <param name="size">Size of the target.</param>
    /// <param name="target">Receives (C, H, W) in row-major order.</param>
    public static void Apply(ISourceMap map, CoarseProbabilities source, RasterSize size, Span<float> target)
    {
        float[] x = new float[size.Width];
        float[] y = new float[size.Width];
        for (int row = 0; row < size.Height; row++)
        {
            map.Row(row, x, y);
            source.At(x, y, target[(row * size.Width)..], (int)size.PixelCount);
        }
    }

    private static void TakeNearest(Raster<byte> labels, ReadOnlySpan<float> sourceX, ReadOnlySpan<float> sourceY, Span<byte> row)
    {
        ReadOnlySpan<byte> pixels = labels.Pixels;
        int width = labels.Width;
        for (int x = 0; x < row.Length; x++)
        {
            int column = (int)MathF.Floor(sourceX[x]);
            int line = (int)MathF.Floor(sourceY[x]);
            row[x] = labels.Contains(column, line) ? pixels[(line * width) + column] : (byte)0;
        }
    }
}
