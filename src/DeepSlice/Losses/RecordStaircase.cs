using DeepSlice.Geometry;

namespace DeepSlice.Losses;

/// <summary>Distance of the pixels of a crisp set from all α-cuts of a map, exact, and its gradient with respect to the map.</summary>
/// <remarks>
/// Outwards from each pixel of the set, only pixels whose value exceeds that of all nearer ones (records) matter. The time is proportional to
/// the pixels of the set times those within the maximal distance; see <see cref="AlphaSmdTerm"/>.
/// </remarks>
internal sealed class RecordStaircase
{
    private readonly RasterSize _size;
    private readonly double _maximalDistance;
    private readonly (int X, int Y, double Distance)[] _steps;

    public RecordStaircase(RasterSize size, PixelSpacing spacing, double maximalDistance)
    {
        _size = size;
        _maximalDistance = maximalDistance;
        var steps = new List<(int X, int Y, double Distance)>();
        int rows = (int)Math.Min(size.Height - 1, maximalDistance / spacing.Y);
        int columns = (int)Math.Min(size.Width - 1, maximalDistance / spacing.X);
        for (int y = -rows; y <= rows; y++)
        {
            for (int x = -columns; x <= columns; x++)
            {
                double distance = Math.Sqrt((y * spacing.Y * y * spacing.Y) + (x * spacing.X * x * spacing.X));
                if ((x != 0 || y != 0) && distance < maximalDistance)
                {
                    steps.Add((x, y, distance));
                }
            }
        }

        // Stable sort, so that pixels at equal distance stay in row-major order.
        _steps = [.. steps.OrderBy(step => step.Distance)];
    }

    /// <summary>Computes F(p; S) and adds its gradient, multiplied by a sign.</summary>
    public double Add(Raster<double> map, Raster<bool> set, Raster<double>? weights, double sign, Raster<double> gradient)
    {
        double highest = 0;
        foreach (double value in map.Pixels)
        {
            highest = Math.Max(highest, value);
        }

        double sum = 0;
        for (int b = 0; b < set.Pixels.Length; b++)
        {
            if (set.Pixels[b])
            {
                sum += Climb(b, highest, map, weights?.Pixels[b] ?? 1, sign, gradient);
            }
        }

        return sum;
    }

    private double Climb(int b, double highest, Raster<double> map, double weight, double sign, Raster<double> gradient)
    {
        (int top, int left) = Math.DivRem(b, _size.Width);
        int record = b;
        double reached = 0;
        double sum = 0;
        foreach ((int x, int y, double distance) in _steps)
        {
            if (map.Pixels[record] >= highest)
            {
                break;
            }

            if (!map.Contains(left + x, top + y))
            {
                continue;
            }

            int next = b + (y * _size.Width) + x;
            if (map.Pixels[next] > map.Pixels[record])
            {
                sum += Credit(record, weight * (distance - reached));
                (record, reached) = (next, distance);
            }
        }

        return sum + Credit(record, weight * (_maximalDistance - reached));

        double Credit(int holder, double step)
        {
            gradient.Pixels[holder] -= sign * step;
            return step * (1 - map.Pixels[holder]);
        }
    }
}
