using DeepSlice.Geometry;

namespace DeepSlice.Augmentation;

/// <summary>
/// One random spatial transform: gives the source coordinates of every target pixel.
/// </summary>
/// <remarks>
/// source = A · (target − centre) + centre − offset + shift + elastic(target), in coordinates where pixel (i, j) covers [i, i+1) × [j, j+1);
/// the offset centres the source in the target by whole pixels. Not thread-safe: make one per slice.
/// </remarks>
internal sealed class SpatialTransform : ISourceMap
{
    /// <summary>
    /// A uniform cubic B-spline deformation of the plane has no folds if no control point moves more than the grid spacing divided by this
    /// (Choi and Lee 2000, doi:10.1006/gmod.2000.0531).
    /// </summary>
    private const double InjectivityBound = 2.046392675;

    private readonly PlaneMap _linear;
    private readonly double _centerX;
    private readonly double _centerY;
    private readonly double _originX;
    private readonly double _originY;
    private readonly SmoothField? _elasticX;
    private readonly SmoothField? _elasticY;

    /// <summary>Draws a transform.</summary>
    /// <param name="options">Ranges of the transform.</param>
    /// <param name="random">Random stream.</param>
    /// <param name="source">Size of the slice.</param>
    /// <param name="target">Size of the working frame.</param>
    /// <param name="middle">Source point at the centre of the frame; null for the centre of the source plus the random translation.</param>
    public SpatialTransform(SpatialOptions options, RandomStream random, RasterSize source, RasterSize target, BinnedPoint? middle = null)
    {
        _linear = DrawLinear(options, random);
        double side = Math.Max(source.Width, source.Height);
        _centerX = target.Width / 2.0;
        _centerY = target.Height / 2.0;
        _originX = middle?.X ?? _centerX - ((target.Width - source.Width) >> 1) + (side * options.Translation * random.Uniform(-1, 1));
        _originY = middle?.Y ?? _centerY - ((target.Height - source.Height) >> 1) + (side * options.Translation * random.Uniform(-1, 1));
        if (random.Chance(options.ElasticProbability))
        {
            double amplitude = side * options.ElasticAmplitude.Draw(random);
            double spacing = Math.Max(1, side * options.ElasticCorrelation.Draw(random));
            _elasticX = new SmoothField(random, target, spacing, amplitude, spacing / InjectivityBound);
            _elasticY = new SmoothField(random, target, spacing, amplitude, spacing / InjectivityBound);
        }
    }

    /// <inheritdoc />
    public void Row(int y, Span<float> sourceX, Span<float> sourceY)
    {
        if (_elasticX is null || _elasticY is null)
        {
            sourceX.Clear();
            sourceY.Clear();
        }
        else
        {
            _elasticX.Row(y, sourceX);
            _elasticY.Row(y, sourceY);
        }

        // The linear part is applied to the displaced point, so the displacement on the target does not depend on the scale.
        double fromCenterY = y + 0.5 - _centerY;
        for (int x = 0; x < sourceX.Length; x++)
        {
            double dx = x + 0.5 - _centerX + sourceX[x];
            double dy = fromCenterY + sourceY[x];
            sourceX[x] = (float)((_linear.XX * dx) + (_linear.XY * dy) + _originX);
            sourceY[x] = (float)((_linear.YX * dx) + (_linear.YY * dy) + _originY);
        }
    }

    /// <summary>Linear map from target to source: the inverse of flip, stretch, shear and rotation of the slice, in this order.</summary>
    private static PlaneMap DrawLinear(SpatialOptions options, RandomStream random)
    {
        double mirrorX = random.Chance(options.MirrorProbability) ? -1 : 1;
        double mirrorY = random.Chance(options.MirrorProbability) ? -1 : 1;
        double scale = options.Scale.DrawFactor(random);
        double stretch = Math.Sqrt(Math.Exp(Math.Log(options.Anisotropy) * random.Uniform(-1, 1)));
        double axis = options.Anisotropy > 1 ? random.Uniform(0, Math.PI) : 0;
        double shear = options.Shear * random.Uniform(-1, 1);
        double turn = options.RotationDegrees * random.Uniform(-1, 1) * Math.PI / 180;
        if (options.UprightProbability > 0 && random.Chance(options.UprightProbability))
        {
            mirrorY = 1;
            turn *= Math.Min(1, options.UprightDegrees / Math.Max(options.RotationDegrees, 1e-9));
        }

        return PlaneMap.Diagonal(mirrorX, mirrorY)
            .After(PlaneMap.Rotation(-axis))
            .After(PlaneMap.Diagonal(1 / (scale * stretch), stretch / scale))
            .After(PlaneMap.Rotation(axis))
            .After(new PlaneMap(1, -shear, 0, 1))
            .After(PlaneMap.Rotation(-turn));
    }
}
