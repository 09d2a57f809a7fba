using System.Buffers;
using DeepSlice.Augmentation.Artifacts;
using DeepSlice.Geometry;
using DeepSlice.Imaging;

namespace DeepSlice.Augmentation;

/// <summary>Resamples a slice at given coordinates: bilinear for the image, nearest pixel for the labels.</summary>
internal static class SliceResampler
{
    /// <summary>Resamples an image, its labels and its damage at the same coordinates.</summary>
    /// <param name="map">Source coordinates of the target pixels.</param>
    /// <param name="source">Image, with or without labels and damage.</param>
    /// <param name="target">Receives the image, and labels and damage if both have them. Outside the source, the image is background, and labels and damage are 0.</param>
    /// <param name="limit">Intensities are clamped to ±limit; non-finite values become background.</param>
    public static void Apply(ISourceMap map, SliceSample source, SliceSample target, float limit)
    {
        (int width, int height) = (target.Image.Width, target.Image.Height);
        float[] coordinates = ArrayPool<float>.Shared.Rent(2 * width * height);
        Memory<float> allX = coordinates.AsMemory(0, width * height);
        Memory<float> allY = coordinates.AsMemory(width * height, width * height);
        for (int y = 0; y < height; y++)
        {
            map.Row(y, allX.Span.Slice(y * width, width), allY.Span.Slice(y * width, width));
        }

        using var frame = new ImageFrame(source.Image, allX.Span, allY.Span, limit);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> sourceX = allX.Span.Slice(y * width, width);
            ReadOnlySpan<float> sourceY = allY.Span.Slice(y * width, width);
            frame.Interpolate(sourceX, sourceY, target.Image.Row(y));
            TakeNearest(source.Labels, sourceX, sourceY, target.Labels, y);
            TakeNearest(source.Damage, sourceX, sourceY, target.Damage, y);
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

    private static void TakeNearest(Raster<byte>? labels, ReadOnlySpan<float> sourceX, ReadOnlySpan<float> sourceY, Raster<byte>? target, int y)
    {
        if (labels is null || target is null)
        {
            return;
        }

        Span<byte> row = target.Row(y);
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
