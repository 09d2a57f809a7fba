using DeepSlice.Geometry;

namespace DeepSlice.Augmentation.Artifacts;

/// <summary>The slightly curved line along which a slice is folded, and the geometry around it.</summary>
internal sealed class Crease
{
    private readonly SpecimenPlace _place;
    private readonly double _width;
    private readonly double _originU;
    private readonly double _originV;
    private readonly double _cos;
    private readonly double _sin;
    private readonly double _curvature;
    private readonly double _end;
    private readonly JaggedLine _line;
    private readonly JaggedLine _breadth;
    private readonly Raster<float> _behind;
    private readonly Raster<float> _widths;

    /// <summary>Draws a crease across the slice; it ends inside the tissue or beyond it.</summary>
    /// <param name="place">Position of the tissue.</param>
    /// <param name="size">Size of the frame.</param>
    /// <param name="width">Mean width of the double layer, in slice units.</param>
    /// <param name="random">Random stream.</param>
    public Crease(SpecimenPlace place, RasterSize size, double width, RandomStream random)
    {
        _place = place;
        _width = width;
        double angle = random.Uniform(0, 2 * Math.PI);
        (_originU, _originV) = place.OnRay(angle, random.Uniform(0.15, 0.65));
        (_sin, _cos) = Math.SinCos(angle + random.Uniform(-0.6, 0.6));
        _curvature = random.Uniform(-0.7, 0.7);
        _end = random.Uniform(0, 0.6);
        _line = new JaggedLine(random, 0.006);
        _breadth = new JaggedLine(random, 0.3);
        _behind = new Raster<float>(size);
        _widths = new Raster<float>(size);
        for (int y = 0; y < size.Height; y++)
        {
            Span<float> behind = _behind.Row(y);
            Span<float> widths = _widths.Row(y);
            for (int x = 0; x < behind.Length; x++)
            {
                (behind[x], widths[x]) = At(x, y);
            }
        }
    }

    /// <summary>Shifts the tissue behind the double layer, see <see cref="WarpRow"/>.</summary>
    public void Move(int y, Span<float> sourceX, Span<float> sourceY)
    {
        for (int x = 0; x < sourceX.Length; x++)
        {
            if (_behind[x, y] >= _widths[x, y])
            {
                Shift(x, y, ref sourceX[x], ref sourceY[x]);
            }
        }
    }

    /// <summary>Shifts a point by the local width of the double layer.</summary>
    public void Shift(int x, int y, ref float sourceX, ref float sourceY)
    {
        double width = _widths[x, y] * _place.Extent;
        sourceX += (float)(width * _cos);
        sourceY += (float)(width * _sin);
    }

    /// <summary>Fraction of a pixel that is double, 0 … 1.</summary>
    public double DoubleLayer(int x, int y)
    {
        double from = -_behind[x, y] * _place.Extent;
        return Coverage.OfBand(from, from + (_widths[x, y] * _place.Extent));
    }

    /// <summary>Distance of a pixel behind the crease and local width of the double layer, in slice units.</summary>
    private (float Behind, float Width) At(int x, int y)
    {
        double du = _place.U(x) - _originU;
        double dv = _place.V(y) - _originV;
        double along = (dv * _cos) - (du * _sin);
        double behind = (du * _cos) + (dv * _sin) + (_curvature * along * along);
        double taper = Math.Clamp((_end - along) / 0.3, 0, 1);
        return behind < -0.1 || taper == 0
            ? ((float)behind, 0)
            : ((float)(behind - _line.At(along, 0)), (float)(_width * taper * (1 + _breadth.At(along / 4, 0))));
    }
}
