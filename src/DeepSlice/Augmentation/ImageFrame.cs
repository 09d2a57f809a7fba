using System.Buffers;
using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>
/// The part of an image that sample points lie in, padded with background (one pixel before, two after), so that interpolation needs no bounds check.
/// </summary>
internal sealed class ImageFrame : IDisposable
{
    private readonly float[] _pixels;
    private readonly int _left;
    private readonly int _top;
    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;

    /// <summary>Copies the required part of an image.</summary>
    /// <param name="image">Image.</param>
    /// <param name="x">Columns of the sample points.</param>
    /// <param name="y">Rows of the sample points.</param>
    /// <param name="limit">Intensities are clamped to ±limit; non-finite values become background.</param>
    public ImageFrame(Raster<float> image, ReadOnlySpan<float> x, ReadOnlySpan<float> y, float limit)
    {
        (_left, _width) = Extent(x, image.Width);
        (_top, _height) = Extent(y, image.Height);
        _stride = _width + 3;
        _pixels = ArrayPool<float>.Shared.Rent(_stride * (_height + 3));
        float background = Math.Clamp(BackgroundLevel.Of(image), -limit, limit);
        _pixels.AsSpan(0, _stride * (_height + 3)).Fill(background);
        for (int row = 0; row < _height; row++)
        {
            ReadOnlySpan<float> from = image.Row(_top + row).Slice(_left, _width);
            Span<float> target = _pixels.AsSpan(((row + 1) * _stride) + 1, _width);
            for (int i = 0; i < from.Length; i++)
            {
                target[i] = float.IsFinite(from[i]) ? Math.Clamp(from[i], -limit, limit) : background;
            }
        }
    }

    /// <summary>Bilinear interpolation.</summary>
    /// <param name="x">Columns of the sample points; pixel (i, j) covers [i, i+1) × [j, j+1).</param>
    /// <param name="y">Rows of the sample points.</param>
    /// <param name="row">Receives the intensity at each point; background outside the image.</param>
    public void Interpolate(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            // Values are at pixel centres; the first pixel of the frame is at −1.
            float left = Math.Clamp(x[i] - 0.5f - _left, -1, _width) + 1;
            float top = Math.Clamp(y[i] - 0.5f - _top, -1, _height) + 1;
            int column = (int)left;
            int line = (int)top;
            float fraction = left - column;
            ReadOnlySpan<float> upper = _pixels.AsSpan((line * _stride) + column, 2);
            ReadOnlySpan<float> lower = _pixels.AsSpan(((line + 1) * _stride) + column, 2);
            float above = upper[0] + (fraction * (upper[1] - upper[0]));
            float below = lower[0] + (fraction * (lower[1] - lower[0]));
            row[i] = above + ((top - line) * (below - above));
        }
    }

    /// <summary>Returns the buffer to the pool.</summary>
    public void Dispose() => ArrayPool<float>.Shared.Return(_pixels);

    // Two pixels more than the range of the points; outside the image the outer one is frame.
    private static (int First, int Count) Extent(ReadOnlySpan<float> places, int side)
    {
        int first = (int)Math.Clamp(TensorPrimitives.Min(places) - 2, 0, side - 1);
        int last = (int)Math.Clamp(TensorPrimitives.Max(places) + 2, first, side - 1);
        return (first, last - first + 1);
    }
}
