using DeepSlice.Geometry;

namespace DeepSlice.Losses;

/// <summary>Distance of the pixels of a crisp set from the α-cuts of a map at given thresholds, and its gradient with respect to the map.</summary>
/// <remarks>One distance transform per threshold, only for pixels of the set outside the cut; see <see cref="AlphaSmdTerm"/>.</remarks>
/// <param name="transform">Computes distances, clipped at its limit.</param>
internal sealed class AlphaCutReach(DistanceTransform transform)
{
    private readonly Raster<bool> _cut = new(transform.Size);
    private readonly Raster<bool> _left = new(transform.Size);
    private readonly Raster<double> _distance = new(transform.Size);
    private readonly Raster<int> _nearest = new(transform.Size);

    // For each pixel of the set: distance to the previous cut, and its nearest pixel.
    private readonly Raster<double> _reached = new(transform.Size);
    private readonly Raster<int> _holder = new(transform.Size);
    private readonly int[] _members = new int[transform.Size.PixelCount];

    /// <summary>Computes F(p; S) and adds its gradient, multiplied by a sign.</summary>
    public double Add(
        Raster<double> map, Raster<bool> set, ReadOnlySpan<double> thresholds, Raster<double>? weights, double sign, Raster<double> gradient)
    {
        ReadOnlySpan<int> members = Gather(set);
        foreach (int b in members)
        {
            _reached.Pixels[b] = 0;
            _holder.Pixels[b] = b;
        }

        double value = 0;
        foreach (double threshold in thresholds)
        {
            if (Cut(map, set, threshold) == 0)
            {
                continue; // the set is inside the cut: each of its pixels is still its own nearest pixel
            }

            transform.Measure(_cut, _distance, _nearest, _left);
            foreach (int b in members)
            {
                if (_left.Pixels[b])
                {
                    value += Credit(b, _distance.Pixels[b], map, weights, sign, gradient);
                    _reached.Pixels[b] = _distance.Pixels[b];
                    _holder.Pixels[b] = _nearest.Pixels[b];
                }
            }
        }

        foreach (int b in members)
        {
            value += Credit(b, transform.Limit, map, weights, sign, gradient);
        }

        return value;
    }

    private ReadOnlySpan<int> Gather(Raster<bool> set)
    {
        int count = 0;
        ReadOnlySpan<bool> isIn = set.Pixels;
        for (int i = 0; i < isIn.Length; i++)
        {
            _members[count] = i;
            count += isIn[i] ? 1 : 0;
        }

        return _members.AsSpan(0, count);
    }

    /// <summary>Marks the cut, and the pixels of the set outside it.</summary>
    /// <returns>Number of pixels of the set outside the cut.</returns>
    private int Cut(Raster<double> map, Raster<bool> set, double threshold)
    {
        ReadOnlySpan<double> values = map.Pixels;
        ReadOnlySpan<bool> isIn = set.Pixels;
        Span<bool> cut = _cut.Pixels;
        Span<bool> left = _left.Pixels;
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            cut[i] = values[i] >= threshold;
            left[i] = isIn[i] & !cut[i];
            count += left[i] ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Assigns to the previous nearest pixel the increase of the distance: the part of the integral over α that a greater value of
    /// that pixel would save.
    /// </summary>
    private double Credit(int b, double distance, Raster<double> map, Raster<double>? weights, double sign, Raster<double> gradient)
    {
        double step = (distance - _reached.Pixels[b]) * (weights?.Pixels[b] ?? 1);
        if (step <= 0)
        {
            return 0;
        }

        int holder = _holder.Pixels[b];
        gradient.Pixels[holder] -= sign * step;
        return step * (1 - map.Pixels[holder]);
    }
}
