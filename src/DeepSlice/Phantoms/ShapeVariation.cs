namespace DeepSlice.Phantoms;

/// <summary>Deviation of one animal's slice from the mean shape: section plane, proportions, bend, smooth warp, and size and position of each tissue.</summary>
internal sealed class ShapeVariation
{
    private readonly double _laterality;
    private readonly double _stretchX;
    private readonly double _stretchY;
    private readonly double _bendRadians;
    private readonly double[] _waves = new double[9 * 6];
    private readonly double[] _own = new double[Enum.GetValues<Tissue>().Length * 4];

    /// <summary>Draws a variation.</summary>
    /// <param name="strength">0 for the mean shape, 1 as in real slices.</param>
    /// <param name="random">Random stream.</param>
    public ShapeVariation(double strength, RandomStream random)
    {
        _laterality = strength * random.Uniform(-0.9, 0.9);
        _stretchX = 1 + (strength * 0.035 * Bounded(random));
        _stretchY = 1 + (strength * 0.05 * Bounded(random));
        _bendRadians = strength * 0.11 * Bounded(random);
        for (int i = 0; i < _waves.Length; i += 6)
        {
            // Five long waves shape the animal; the short ones roughen its outlines.
            double wavelength = i < 5 * 6 ? random.Uniform(260, 620) : random.Uniform(70, 160);
            double heading = random.Uniform(0, 2 * Math.PI);
            _waves[i] = 2 * Math.PI / wavelength * Math.Cos(heading);
            _waves[i + 1] = 2 * Math.PI / wavelength * Math.Sin(heading);
            _waves[i + 2] = random.Uniform(0, 2 * Math.PI);
            _waves[i + 3] = random.Uniform(0, 2 * Math.PI);
            _waves[i + 4] = strength * 0.010 * wavelength * Bounded(random);
            _waves[i + 5] = strength * 0.010 * wavelength * Bounded(random);
        }

        for (int i = 0; i < _own.Length; i += 4)
        {
            _own[i] = strength * 3.5 * Bounded(random);
            _own[i + 1] = strength * 3.5 * Bounded(random);
            _own[i + 2] = 1 + (strength * 0.05 * Bounded(random));
            _own[i + 3] = strength * 0.05 * Bounded(random);
        }
    }

    /// <summary>Varied position of a control point, relative to the atlas centre.</summary>
    /// <param name="point">Control point of the atlas.</param>
    public (double X, double Y) Apply(ControlPoint point) =>
        Warp(point.X + (_laterality * point.LateralX), point.Y + (_laterality * point.LateralY));

    /// <summary>Varied position of a control point of a tissue, which also varies in its own position, size and angle.</summary>
    /// <param name="point">Control point of the atlas.</param>
    /// <param name="tissue">The tissue it belongs to.</param>
    /// <param name="about">Centre of the tissue, about which it is scaled and rotated.</param>
    public (double X, double Y) Apply(ControlPoint point, Tissue tissue, ControlPoint about)
    {
        int own = (int)tissue * 4;
        (double sin, double cos) = Math.SinCos(_own[own + 3]);
        double x = point.X + (_laterality * point.LateralX) - about.X;
        double y = point.Y + (_laterality * point.LateralY) - about.Y;
        return Warp(
            about.X + _own[own] + (_own[own + 2] * ((cos * x) - (sin * y))),
            about.Y + _own[own + 1] + (_own[own + 2] * ((sin * x) + (cos * y))));
    }

    private static double Bounded(RandomStream random) => Math.Clamp(random.Normal(), -2, 2);

    private (double X, double Y) Warp(double x, double y)
    {
        // Hindbrain and cerebellum bend together; the weight increases smoothly so that the midbrain is not broken.
        double t = Math.Clamp((x - BrainAtlas.Hinge.X + 60) / 160, 0, 1);
        (double sin, double cos) = Math.SinCos(_bendRadians * t * t * (3 - (2 * t)));
        double hingedX = x - BrainAtlas.Hinge.X;
        double hingedY = y - BrainAtlas.Hinge.Y;
        x = BrainAtlas.Hinge.X + (cos * hingedX) - (sin * hingedY);
        y = BrainAtlas.Hinge.Y + (sin * hingedX) + (cos * hingedY);
        (double shiftX, double shiftY) = (0, 0);
        for (int i = 0; i < _waves.Length; i += 6)
        {
            double phase = (_waves[i] * x) + (_waves[i + 1] * y);
            shiftX += _waves[i + 4] * Math.Sin(phase + _waves[i + 2]);
            shiftY += _waves[i + 5] * Math.Sin(phase + _waves[i + 3]);
        }

        return (_stretchX * (x + shiftX - BrainAtlas.Centre.X), _stretchY * (y + shiftY - BrainAtlas.Centre.Y));
    }
}
