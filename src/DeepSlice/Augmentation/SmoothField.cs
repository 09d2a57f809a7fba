using System.Numerics.Tensors;
using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>A smooth random field: a coarse grid of Gaussian random values interpolated by uniform cubic B-splines.</summary>
internal sealed class SmoothField
{
    /// <summary>
    /// Standard deviation of the field relative to that of its grid: along each axis the mean over a cell of the sum of the squared
    /// B-spline weights is 151 ÷ 315; the product over two axes has this as its square root.
    /// </summary>
    private const double Gain = 151.0 / 315.0;

    private readonly double _spacing;
    private readonly double _offsetY;
    private readonly int _columns;
    private readonly float[] _grid;
    private readonly float[] _row;
    private readonly int[] _cells;
    private readonly float[] _weights;

    /// <summary>Draws a field.</summary>
    /// <param name="random">Random stream for the grid values.</param>
    /// <param name="size">Size of the frame.</param>
    /// <param name="correlationPixels">Grid spacing in pixels.</param>
    /// <param name="amplitude">Standard deviation of the field.</param>
    /// <param name="limit">Grid values, and so the field, are clamped to ±limit.</param>
    public SmoothField(RandomStream random, RasterSize size, double correlationPixels, double amplitude, double limit)
        : this(size, Math.Max(correlationPixels, 1), 0, 0)
    {
        for (int i = 0; i < _grid.Length; i++)
        {
            _grid[i] = (float)Math.Clamp(random.Normal() * amplitude / Gain, -limit, limit);
        }
    }

    /// <summary>Creates a field with an empty grid.</summary>
    private SmoothField(RasterSize size, double spacing, double offsetX, double offsetY)
    {
        _spacing = spacing;
        _offsetY = offsetY;
        _columns = CellCount(size.Width, offsetX) + 3;
        _grid = new float[_columns * (CellCount(size.Height, offsetY) + 3)];
        _row = new float[_columns];
        _cells = new int[size.Width];
        _weights = new float[4 * size.Width];
        for (int x = 0; x < size.Width; x++)
        {
            _cells[x] = Weigh(x, offsetX, _weights.AsSpan(4 * x, 4));
        }
    }

    /// <summary>A field anchored at an origin, so that it is the same at every resolution and in every frame.</summary>
    /// <param name="random">Its seed determines the field.</param>
    /// <param name="size">Size of the frame.</param>
    /// <param name="originX">Horizontal coordinate of the origin.</param>
    /// <param name="originY">Vertical coordinate of the origin.</param>
    /// <param name="correlationPixels">Grid spacing in pixels, greater than 0.</param>
    /// <returns>A field with mean 0 and standard deviation 1, clamped to ±3 ÷ <see cref="Gain"/> at grid points.</returns>
    public static SmoothField About(RandomStream random, RasterSize size, double originX, double originY, double correlationPixels)
    {
        double firstX = Math.Floor(-originX / correlationPixels);
        double firstY = Math.Floor(-originY / correlationPixels);
        var field = new SmoothField(size, correlationPixels, (-originX / correlationPixels) - firstX, (-originY / correlationPixels) - firstY);
        for (int i = 0; i < field._grid.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, field._columns);
            RandomStream place = random.Derive(unchecked((ulong)((long)firstY + row))).Derive(unchecked((ulong)((long)firstX + column)));
            field._grid[i] = (float)(Math.Clamp(place.Normal(), -3, 3) / Gain);
        }

        return field;
    }

    /// <summary>Evaluates the field at the pixel centres of one row.</summary>
    /// <param name="y">Row.</param>
    /// <param name="values">Receives the value of each column.</param>
    public void Row(int y, Span<float> values)
    {
        Span<float> weights = stackalloc float[4];
        int cell = Weigh(y, _offsetY, weights);
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

    private int CellCount(int side, double offset) => 1 + (int)((side / _spacing) + offset);

    private int Weigh(int pixel, double offset, Span<float> weights)
    {
        double place = ((pixel + 0.5) / _spacing) + offset;
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
