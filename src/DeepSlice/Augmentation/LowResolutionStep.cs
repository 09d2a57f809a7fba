using DeepSlice.Geometry;
using DeepSlice.Imaging;
using DeepSlice.Slices;

namespace DeepSlice.Augmentation;

/// <summary>Reduces resolution: bins the image and enlarges it again by bilinear interpolation.</summary>
/// <param name="largestBinning">Largest binning; each factor from 2 to this is equally likely.</param>
internal sealed class LowResolutionStep(int largestBinning) : IPhotometricStep
{
    public void Apply(Raster<float> image, RandomStream random)
    {
        int factor = 2 + random.Below(largestBinning - 1);
        Raster<float> coarse = BlockMean.Apply(image, new Binning(factor));
        for (int y = 0; y < image.Height; y++)
        {
            (int upper, int lower, float shareY) = Between(y, factor, coarse.Height);
            Enlarge(coarse.Row(upper), coarse.Row(lower), shareY, factor, image.Row(y));
        }
    }

    private static void Enlarge(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float shareY, int factor, Span<float> row)
    {
        for (int x = 0; x < row.Length; x++)
        {
            (int left, int right, float shareX) = Between(x, factor, upper.Length);
            float above = upper[left] + (shareX * (upper[right] - upper[left]));
            float below = lower[left] + (shareX * (lower[right] - lower[left]));
            row[x] = above + (shareY * (below - above));
        }
    }

    /// <summary>The two coarse pixels on either side of a fine pixel's centre, and the weight of the second.</summary>
    private static (int First, int Second, float Share) Between(int pixel, int factor, int count)
    {
        float place = Math.Clamp(((pixel + 0.5f) / factor) - 0.5f, 0, count - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, count - 1), place - first);
    }
}
