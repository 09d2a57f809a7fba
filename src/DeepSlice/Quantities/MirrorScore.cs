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
            int column = (int)MathF.Floor(x - (twice * nx));
            int row = (int)MathF.Floor(y - (twice * ny));
            if (column >= 0 && column < _width && row >= 0 && row < _height && _labels[(row * _width) + column] == label)
            {
                sum += _weights[label];
            }
        }

        return sum * stride;
    }

    /// <summary>The share of the tissue on the smaller side of a line, 0 … 0.5.</summary>
    public double SmallerSide(MirrorAxis axis)
    {
        (double sin, double cos) = Math.SinCos(axis.Radians);
        double beyond = _tissue.Count(point => (point.X * cos) + (point.Y * sin) > axis.Distance) / (double)Math.Max(1, _tissue.Length);
        return Math.Min(beyond, 1 - beyond);
    }
}
