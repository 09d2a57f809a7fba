using DeepSlice.Geometry;

namespace DeepSlice.Reports;

/// <summary>Enlarges or reduces region indices with smooth borders instead of the corners of enlarged pixels.</summary>
/// <remarks>
/// Each picture pixel gets the region with the largest bilinear weight among the four nearest working pixels, so no new region
/// appears, and a region of a single pixel stays visible.
/// </remarks>
internal static class SmoothLabels
{
    public static Raster<byte> Resize(Raster<byte> indices, int longestSide)
    {
        var scale = new PictureScale(indices.Size, longestSide);
        var result = new Raster<byte>(scale.Size);
        for (int y = 0; y < result.Height; y++)
        {
            double sourceY = Math.Clamp(scale.SourceY(y), 0, indices.Height - 1);
            int top = (int)sourceY;
            ReadOnlySpan<byte> upper = indices.Row(top);
            ReadOnlySpan<byte> lower = indices.Row(Math.Min(top + 1, indices.Height - 1));
            Span<byte> target = result.Row(y);
            for (int x = 0; x < target.Length; x++)
            {
                double sourceX = Math.Clamp(scale.SourceX(x), 0, indices.Width - 1);
                int left = (int)sourceX;
                int right = Math.Min(left + 1, indices.Width - 1);
                target[x] = Heaviest(upper[left], upper[right], lower[left], lower[right], sourceX - left, sourceY - top);
            }
        }

        return result;
    }

    private static byte Heaviest(byte upperLeft, byte upperRight, byte lowerLeft, byte lowerRight, double x, double y)
    {
        if (upperLeft == upperRight && upperLeft == lowerLeft && upperLeft == lowerRight)
        {
            return upperLeft;
        }

        ReadOnlySpan<byte> labels = [upperLeft, upperRight, lowerLeft, lowerRight];
        ReadOnlySpan<double> weights = [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y];
        byte heaviest = upperLeft;
        double greatest = 0;
        foreach (byte label in labels)
        {
            double weight = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                weight += labels[i] == label ? weights[i] : 0;
            }

            if (weight > greatest)
            {
                (heaviest, greatest) = (label, weight);
            }
        }

        return heaviest;
    }
}
