using System.Buffers;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>Draws a slice anew at given places: the image between its pixels, the labels from the nearest.</summary>
internal static class SliceResampler
{
    /// <summary>Resamples an image and its labels with the same coordinates.</summary>
    /// <param name="map">Where each target pixel comes from.</param>
    /// <param name="source">Image, and labels of its size or none.</param>
    /// <param name="target">Receives the image, and the labels where there are any; the image's background and 0 outside the source.</param>
    /// <param name="limit">Largest magnitude of an intensity that is kept; what is no number becomes background.</param>
    public static void Apply(
        ISourceMap map, (Raster<float> Image, Raster<byte>? Labels) source, (Raster<float> Image, Raster<byte>? Labels) target, float limit)
    {
        (Raster<float> image, Raster<byte>? labels) = source;
        int stride = image.Width + 3;
        float[] framed = ArrayPool<float>.Shared.Rent(stride * (image.Height + 3));
        Frame(image, framed, stride, limit);
        float[] coordinates = ArrayPool<float>.Shared.Rent(2 * target.Image.Width);
        Span<float> sourceX = coordinates.AsSpan(0, target.Image.Width);
        Span<float> sourceY = coordinates.AsSpan(target.Image.Width, target.Image.Width);
        for (int y = 0; y < target.Image.Height; y++)
        {
            map.Row(y, sourceX, sourceY);
            Interpolate(framed, image.Size, sourceX, sourceY, target.Image.Row(y));
            if (labels is not null && target.Labels is not null)
            {
                TakeNearest(labels, sourceX, sourceY, target.Labels.Row(y));
            }
        }

        ArrayPool<float>.Shared.Return(coordinates);
        ArrayPool<float>.Shared.Return(framed);
    }

    /// <summary>Copies an image into a frame of background, one pixel before and two behind, so that interpolation needs no bounds.</summary>
    private static void Frame(Raster<float> image, float[] framed, int stride, float limit)
    {
        float background = Math.Clamp(BackgroundLevel.Of(image), -limit, limit);
        framed.AsSpan(0, stride * (image.Height + 3)).Fill(background);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<float> row = image.Row(y);
            Span<float> target = framed.AsSpan(((y + 1) * stride) + 1, row.Length);
            for (int x = 0; x < row.Length; x++)
            {
                target[x] = float.IsFinite(row[x]) ? Math.Clamp(row[x], -limit, limit) : background;
            }
        }
    }

    private static void Interpolate(float[] framed, RasterSize size, ReadOnlySpan<float> sourceX, ReadOnlySpan<float> sourceY, Span<float> row)
    {
        int stride = size.Width + 3;
        for (int x = 0; x < row.Length; x++)
        {
            // Values belong to pixel centres; the frame's first pixel is at −1.
            float left = Math.Clamp(sourceX[x] - 0.5f, -1, size.Width) + 1;
            float top = Math.Clamp(sourceY[x] - 0.5f, -1, size.Height) + 1;
            int column = (int)left;
            int line = (int)top;
            float fractionX = left - column;
            ReadOnlySpan<float> upper = framed.AsSpan((line * stride) + column, 2);
            ReadOnlySpan<float> lower = framed.AsSpan(((line + 1) * stride) + column, 2);
            float above = upper[0] + (fractionX * (upper[1] - upper[0]));
            float below = lower[0] + (fractionX * (lower[1] - lower[0]));
            row[x] = above + ((top - line) * (below - above));
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
