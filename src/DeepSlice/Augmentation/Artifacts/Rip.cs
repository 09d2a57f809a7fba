namespace DeepSlice.Augmentation.Artifacts;

/// <summary>The jagged line along which a slice is torn, and the displacement of the tissue on both sides.</summary>
internal sealed class Rip
{
    /// <summary>Distance from the gap over which the displacement decays, in extents.</summary>
    private const double Yielding = 0.3;

    /// <summary>Smallest length of a tear, in extents.</summary>
    private const double Shortest = 0.1;

    private readonly SpecimenPlace _place;
    private readonly double _width;
    private readonly double _mouthU;
    private readonly double _mouthV;
    private readonly double _cos;
    private readonly double _sin;
    private readonly double _length;
    private readonly JaggedLine _line;
    private readonly JaggedLine _rim;

    /// <summary>Draws a tear from the border inwards.</summary>
    /// <param name="place">Position of the tissue.</param>
    /// <param name="width">Width of the gap at the border, in slice units.</param>
    /// <param name="random">Random stream.</param>
    public Rip(SpecimenPlace place, double width, RandomStream random)
    {
        _place = place;
        _width = width;
        double angle = random.Uniform(0, 2 * Math.PI);
        double depth = random.Uniform(0.45, 1.1);
        (_sin, _cos) = Math.SinCos(angle + random.Uniform(-0.5, 0.5));
        _line = new JaggedLine(random, 0.02);
        _rim = new JaggedLine(random, 0.35);
        (_mouthU, _mouthV) = place.OnRay(angle, 1);
        (double middleU, double middleV) = place.OnRay(angle, 0);
        _length = Math.Max(Shortest, depth * Math.Sqrt(Math.Pow(_mouthU - middleU, 2) + Math.Pow(_mouthV - middleV, 2)));
    }

    /// <summary>Moves both sides apart and marks the gap between them, see <see cref="WarpRow"/>.</summary>
    public void Open(int y, Span<float> sourceX, Span<float> sourceY, Span<float> gap)
    {
        for (int x = 0; x < sourceX.Length; x++)
        {
            // Coordinates along the tear, outwards from its inner end, and across it.
            double du = _place.U(x) - _mouthU;
            double dv = _place.V(y) - _mouthV;
            double along = _length + (du * _cos) + (dv * _sin);
            if (along <= 0)
            {
                continue;
            }

            double across = (dv * _cos) - (du * _sin) - (_line.At(along, 0) * Math.Min(1, along / 0.05));
            double open = _width / 2 * Math.Pow(along / _length, 0.8);
            double side = across < 0 ? -1 : 1;
            double beyond = (across * side) - open;
            double aside = side * open * (beyond <= 0 ? 1 : Math.Max(0, 1 - (beyond / Yielding)));
            sourceX[x] += (float)(aside * _sin * _place.Extent);
            sourceY[x] -= (float)(aside * _cos * _place.Extent);
            if (beyond < open + (1 / _place.Extent))
            {
                double frayed = open * (1 + _rim.At(along, 10 * side));
                double from = (-frayed - across) * _place.Extent;
                gap[x] = (float)Coverage.OfBand(from, from + (2 * frayed * _place.Extent));
            }
        }
    }
}
