using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>A smooth random field over a frame: a coarse grid of normal numbers joined by uniform cubic B-splines.</summary>
internal sealed class SmoothField
{
    /// <summary>
    /// Standard deviation of the field per unit standard deviation of its grid: the mean over a cell of the sum of the squared
    /// B-spline weights, 151 ÷ 315 along each axis, rooted for either of two axes.
    /// </summary>
    private const double Gain = 151.0 / 315.0;

    private readonly double _spacing;
    private readonly int _columns;
    private readonly float[] _grid;
    private readonly float[] _row;
    private readonly int[] _cells;
    private readonly float[] _weights;

    /// <summary>Draws a field.</summary>
    /// <param name="random">Source of the grid's values.</param>
    /// <param name="size">The frame.</param>
    /// <param name="correlationPixels">Distance between grid points in pixels.</param>
    /// <param name="amplitude">Standard deviation of the field.</param>
    /// <param name="limit">Largest magnitude of a grid value, and so of the field.</param>
    public SmoothField(RandomStream random, RasterSize size, double correlationPixels, double amplitude, double limit)
    {
        _spacing = Math.Max(correlationPixels, 1);
        _columns = CellCount(size.Width) + 3;
        _grid = new float[_columns * (CellCount(size.Height) + 3)];
        for (int i = 0; i < _grid.Length; i++)
        {
            _grid[i] = (float)Math.Clamp(random.Normal() * amplitude / Gain, -limit, limit);
        }

        _row = new float[_columns];
        _cells = new int[size.Width];
        _weights = new float[4 * size.Width];
        for (int x = 0; x < size.Width; x++)
        {
            _cells[x] = Weigh(x, _weights.AsSpan(4 * x, 4));
        }
    }

    /// <summary>Computes the field along one row of pixel centres.</summary>
    /// <param name="y">Row.</param>
    /// <param name="values">Receives a value for each column.</param>
    public void Row(int y, Span<float> values)
    {
        Span<float> weights = stackalloc float[4];
        int cell = Weigh(y, weights);
        TensorPrimitives.Multiply(_grid.AsSpan(cell * _columns, _columns), weights[0], _row);
        for (int i = 1; i < 4; i++)
        {
            TensorPrimitives.MultiplyAdd(_grid.AsSpan((cell + i) * _columns, _columns), weights[i], _row, _row);
        }

        for (int x = 0; x < values.Length; x++)
        {
            ReadOnlySpan<float> points = _row.AsSpan(_cells[x], 4);
            ReadOnlySpan<float> shares = _weights.AsSpan(4 * x, 4);
            values[x] = (points[0] * shares[0]) + (points[1] * shares[1]) + (points[2] * shares[2]) + (points[3] * shares[3]);
        }
    }

    private int CellCount(int side) => 1 + (int)(side / _spacing);

    private int Weigh(int pixel, Span<float> weights)
    {
        double place = (pixel + 0.5) / _spacing;
        int cell = (int)place;
        double t = place - cell;
        double s = 1 - t;
        weights[0] = (float)(s * s * s / 6);
        weights[1] = (float)(((3 * t * t * t) - (6 * t * t) + 4) / 6);
        weights[2] = (float)(((3 * s * s * s) - (6 * s * s) + 4) / 6);
        weights[3] = (float)(t * t * t / 6);
        return cell;
    }
}
