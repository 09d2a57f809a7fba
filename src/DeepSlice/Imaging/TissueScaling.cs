using DeepSlice.Geometry;

namespace DeepSlice.Imaging;

/// <summary>Resamples slices so that their tissue has the length that a network expects, and maps back.</summary>
/// <remarks>
/// Pixel (i, j) covers [i, i+1) × [j, j+1) of its image, on both grids. Enlarging is bilinear; before reducing, the image is blurred so that no pixel is skipped.
/// </remarks>
internal static class TissueScaling
{
    private const double LeastFactor = 1 / 16.0;
    private const double GreatestFactor = 6;

    // Where no tissue stands out, the frame is assumed to have the margin of most images.
    private const double FramePerTissue = 1.2;

    /// <summary>By how much an image must be enlarged.</summary>
    /// <param name="image">Image of a slice.</param>
    /// <param name="levels">Its levels.</param>
    /// <param name="tissueLength">Expected length of its tissue in pixels; see <see cref="TissueLength"/>.</param>
    public static double FactorOf(Raster<float> image, IntensityLevels levels, double tissueLength)
    {
        double length = TissueLength.Measure(image, levels);
        double longest = Math.Max(image.Width, image.Height);
        return Math.Clamp(tissueLength / (length > 0 ? length : longest / FramePerTissue), LeastFactor, GreatestFactor);
    }

    /// <summary>Size of an image after resampling.</summary>
    /// <param name="size">Size before.</param>
    /// <param name="factor">Enlargement.</param>
    public static RasterSize SizeOf(RasterSize size, double factor) =>
        new(Math.Max(1, (int)Math.Round(size.Width * factor)), Math.Max(1, (int)Math.Round(size.Height * factor)));

    /// <summary>Resamples an image.</summary>
    /// <param name="image">Finite values.</param>
    /// <param name="size">Size after.</param>
    public static Raster<float> Resample(Raster<float> image, RasterSize size)
    {
        double reduction = Math.Max((double)image.Width / size.Width, (double)image.Height / size.Height);
        Raster<float> source = image;
        if (reduction > 1)
        {
            source = image.Clone();
            GaussianBlur.Apply(source, 0.5 * Math.Sqrt((reduction * reduction) - 1), source);
        }

        var result = new Raster<float>(size);
        Interpolate(source.Pixels, image.Size, size, result.Pixels);
        return result;
    }

    /// <summary>Resamples labels: each pixel takes that of the nearest.</summary>
    /// <param name="labels">Region indices.</param>
    /// <param name="size">Size after.</param>
    public static Raster<byte> Resample(Raster<byte> labels, RasterSize size)
    {
        var result = new Raster<byte>(size);
        for (int y = 0; y < size.Height; y++)
        {
            ReadOnlySpan<byte> from = labels.Row((int)((y + 0.5) * labels.Height / size.Height));
            Span<byte> row = result.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = from[(int)((x + 0.5) * labels.Width / size.Width)];
            }
        }

        return result;
    }

    /// <summary>Resamples probabilities bilinearly.</summary>
    /// <param name="planes">(C, H, W) in row-major order.</param>
    /// <param name="from">H and W.</param>
    /// <param name="size">Size after.</param>
    /// <returns>(C, H, W) of the new size.</returns>
    public static float[] ResamplePlanes(ReadOnlySpan<float> planes, RasterSize from, RasterSize size)
    {
        int pixels = (int)from.PixelCount;
        int wanted = (int)size.PixelCount;
        var result = new float[planes.Length / pixels * wanted];
        for (int plane = 0; plane < planes.Length / pixels; plane++)
        {
            Interpolate(planes.Slice(plane * pixels, pixels), from, size, result.AsSpan(plane * wanted, wanted));
        }

        return result;
    }

    private static void Interpolate(ReadOnlySpan<float> source, RasterSize from, RasterSize size, Span<float> target)
    {
        var columns = new (int Left, int Right, float Share)[size.Width];
        for (int x = 0; x < size.Width; x++)
        {
            columns[x] = Neighbours(x, from.Width, size.Width);
        }

        for (int y = 0; y < size.Height; y++)
        {
            (int top, int bottom, float share) = Neighbours(y, from.Height, size.Height);
            ReadOnlySpan<float> upper = source.Slice(top * from.Width, from.Width);
            ReadOnlySpan<float> lower = source.Slice(bottom * from.Width, from.Width);
            Span<float> row = target.Slice(y * size.Width, size.Width);
            for (int x = 0; x < row.Length; x++)
            {
                (int left, int right, float across) = columns[x];
                float above = upper[left] + (across * (upper[right] - upper[left]));
                float below = lower[left] + (across * (lower[right] - lower[left]));
                row[x] = above + (share * (below - above));
            }
        }
    }

    private static (int First, int Second, float Share) Neighbours(int pixel, int from, int size)
    {
        double place = Math.Clamp(((pixel + 0.5) * from / size) - 0.5, 0, from - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, from - 1), (float)(place - first));
    }
}
