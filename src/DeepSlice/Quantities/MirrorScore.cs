using DeepSlice.Geometry;

namespace DeepSlice.Quantities;

/// <summary>How alike a label map and its mirror image are.</summary>
/// <remarks>
/// The score is the mean Dice of each region and its mirror image, weighted by the square root of the region's area, so that a small region off the midline
/// says as much as a large one across it. The map is thinned to at most <see cref="MostPixels"/> a side.
/// </remarks>
internal sealed class MirrorScore
{
    private const int MostPixels = 128;

    private readonly byte[] _labels;
    private readonly int _width;
    private readonly int _height;
    private readonly (float X, float Y, byte Label)[] _tissue;
    private readonly double[] _weights;

    /// <summary>Prepares a map.</summary>
    /// <param name="labels">Region indices; 0 is background.</param>
    public MirrorScore(Raster<byte> labels)
    {
        Step = Math.Max(1, (int)Math.Ceiling(Math.Max(labels.Width, labels.Height) / (double)MostPixels));
        _width = (labels.Width + Step - 1) / Step;
        _height = (labels.Height + Step - 1) / Step;
        _labels = new byte[_width * _height];
        var tissue = new List<(float, float, byte)>();
        var areas = new int[256];
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                byte label = labels[Math.Min(labels.Width - 1, (x * Step) + (Step / 2)), Math.Min(labels.Height - 1, (y * Step) + (Step / 2))];
                _labels[(y * _width) + x] = label;
                if (label != 0)
                {
                    tissue.Add((x + 0.5f, y + 0.5f, label));
                    areas[label]++;
                }
            }
        }

        _tissue = [.. tissue];
        double total = areas.Sum(area => Math.Sqrt(area));
        _weights = [.. areas.Select(area => area == 0 ? 0 : Math.Sqrt(area) / total / area)];
    }

    /// <summary>Working pixels per pixel of the thinned map.</summary>
    public int Step { get; }

    /// <summary>Tissue pixels of the thinned map.</summary>
    public IReadOnlyList<(float X, float Y, byte Label)> Tissue => _tissue;

    /// <summary>The score of a line of the thinned map, 0 … 1.</summary>
    /// <param name="axis">The line.</param>
    /// <param name="stride">1 to look at every pixel, n at every nth.</param>
    public double Of(MirrorAxis axis, int stride = 1)
    {
        (double sin, double cos) = Math.SinCos(axis.Radians);
        (float nx, float ny, float distance) = ((float)cos, (float)sin, (float)axis.Distance);
        double sum = 0;
        for (int i = 0; i < _tissue.Length; i += stride)
        {
            (float x, float y, byte label) = _tissue[i];
            float twice = 2 * ((x * nx) + (y * ny) - distance);
            if (LabelAt(x - (twice * nx), y - (twice * ny)) == label)
            {
                sum += _weights[label];
            }
        }

        return sum * stride;
    }

    /// <summary>The score of what is near a line, 0 … 1.</summary>
    /// <param name="axis">The line.</param>
    /// <param name="reach">Standard deviation in pixels of the Gaussian by which the weight of a pixel falls with its distance to the line.</param>
    public double Near(MirrorAxis axis, double reach)
    {
        (double sin, double cos) = Math.SinCos(axis.Radians);
        (float nx, float ny, float distance, float factor) = ((float)cos, (float)sin, (float)axis.Distance, (float)(-0.5 / (reach * reach)));
        (double sum, double all) = (0, 0);
        foreach ((float x, float y, byte label) in _tissue)
        {
            float away = (x * nx) + (y * ny) - distance;
            double weight = _weights[label] * MathF.Exp(factor * away * away);
            all += weight;
            sum += LabelAt(x - (2 * away * nx), y - (2 * away * ny)) == label ? weight : 0;
        }

        return all > 0 ? sum / all : 0;
    }

    /// <summary>The share of the tissue that is on the same side of two lines, 0.5 … 1.</summary>
    public double Agreement(MirrorAxis one, MirrorAxis other)
    {
        int same = 0;
        foreach ((float x, float y, _) in _tissue)
        {
            same += IsBeyond(one, x, y) == IsBeyond(other, x, y) ? 1 : 0;
        }

        double share = (double)same / Math.Max(1, _tissue.Length);
        return Math.Max(share, 1 - share);
    }

    private static bool IsBeyond(MirrorAxis axis, float x, float y) => (x * Math.Cos(axis.Radians)) + (y * Math.Sin(axis.Radians)) > axis.Distance;

    // Background, which no tissue pixel has, outside the map.
    private byte LabelAt(float x, float y)
    {
        (int column, int row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        return column >= 0 && column < _width && row >= 0 && row < _height ? _labels[(row * _width) + column] : (byte)0;
    }
}
