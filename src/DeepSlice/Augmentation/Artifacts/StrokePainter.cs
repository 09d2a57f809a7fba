using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Adds light along open polylines with a Gaussian profile.</summary>
/// <param name="image">Image to paint on.</param>
/// <param name="place">Converts slice units to pixels.</param>
internal sealed class StrokePainter(Raster<float> image, SpecimenPlace place)
{
    /// <summary>Standard deviation in pixels of sampling and optics, so that thin lines stay continuous.</summary>
    private const double PixelBlur = 0.4;

    private const double Reach = 3;

    private readonly Raster<float> _light = new(image.Size);

    /// <summary>Paints a polyline.</summary>
    /// <param name="points">Two or more, in slice units.</param>
    /// <param name="radius">Standard deviation across the line in focus, in slice units.</param>
    /// <param name="blur">Standard deviation of the defocus; the total light is preserved.</param>
    /// <param name="brightness">Light at the centre of the line when in focus.</param>
    public void Paint(ReadOnlySpan<(double U, double V)> points, double radius, double blur, double brightness)
    {
        double inFocus = radius * place.Extent;
        double sigma = Math.Sqrt((inFocus * inFocus) + Math.Pow(blur * place.Extent, 2) + (PixelBlur * PixelBlur));
        double length = 0;
        (int left, int top, int right, int bottom) = (image.Width, image.Height, -1, -1);
        for (int i = 1; i < points.Length; i++)
        {
            (double fromX, double fromY) = InPixels(points[i - 1]);
            (double toX, double toY) = InPixels(points[i]);
            length += Math.Sqrt(Math.Pow(toX - fromX, 2) + Math.Pow(toY - fromY, 2));
            int x0 = Math.Max(0, (int)(Math.Min(fromX, toX) - (Reach * sigma)));
            int x1 = Math.Min(image.Width - 1, (int)(Math.Max(fromX, toX) + (Reach * sigma)));
            int y0 = Math.Max(0, (int)(Math.Min(fromY, toY) - (Reach * sigma)));
            int y1 = Math.Min(image.Height - 1, (int)(Math.Max(fromY, toY) + (Reach * sigma)));
            (left, top, right, bottom) = (Math.Min(left, x0), Math.Min(top, y0), Math.Max(right, x1), Math.Max(bottom, y1));
            for (int y = y0; y <= y1; y++)
            {
                Brighten(_light.Row(y), x0, x1, y, (fromX, fromY, toX, toY), sigma);
            }
        }

        double spread = inFocus / sigma * (length + (2.5 * inFocus)) / (length + (2.5 * sigma));
        for (int y = top; y <= bottom; y++)
        {
            Span<float> light = _light.Row(y)[left..(right + 1)];
            Span<float> row = image.Row(y)[left..(right + 1)];
            for (int x = 0; x < row.Length; x++)
            {
                row[x] += (float)(brightness * spread) * light[x];
            }

            light.Clear();
        }
    }

    /// <summary>Takes the maximum over the segments of the line, so that joints are not brighter.</summary>
    private static void Brighten(Span<float> row, int first, int last, int y, (double FromX, double FromY, double ToX, double ToY) span, double sigma)
    {
        (double dx, double dy) = (span.ToX - span.FromX, span.ToY - span.FromY);
        double square = Math.Max((dx * dx) + (dy * dy), 1e-12);
        for (int x = first; x <= last; x++)
        {
            (double px, double py) = (x + 0.5 - span.FromX, y + 0.5 - span.FromY);
            double share = Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1);
            (double offX, double offY) = (px - (share * dx), py - (share * dy));
            row[x] = Math.Max(row[x], MathF.Exp((float)(((offX * offX) + (offY * offY)) / (-2 * sigma * sigma))));
        }
    }

    private (double X, double Y) InPixels((double U, double V) point) =>
        ((point.U * place.Extent) + place.CenterX, (point.V * place.Extent) + place.CenterY);
}
