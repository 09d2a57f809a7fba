namespace DeepSlice.Atlases;

/// <summary>Random layers of tissue: a factor of the intensity that depends on the depth below a surface.</summary>
internal sealed class LayerProfile
{
    private const int Knots = 16;
    private readonly float[] _factors = new float[Knots];
    private readonly double _spacing;

    /// <summary>Draws layers.</summary>
    /// <param name="random">Random stream.</param>
    public LayerProfile(RandomStream random)
    {
        _spacing = random.Uniform(60, 170);
        double strength = random.Uniform(0.05, 0.4);
        for (int i = 0; i < Knots; i++)
        {
            _factors[i] = (float)Math.Exp(strength * random.Normal());
        }
    }

    /// <summary>Whether the depth is that below the surface of the brain; otherwise it is that below the border of the structure.</summary>
    public bool IsBelowSurface { get; init; }

    /// <summary>The factor at a depth.</summary>
    /// <param name="micrometres">Depth, 0 or more.</param>
    public float At(double micrometres)
    {
        double place = Math.Min(micrometres / _spacing, Knots - 1.001);
        int knot = (int)place;
        return _factors[knot] + ((float)(place - knot) * (_factors[knot + 1] - _factors[knot]));
    }
}
