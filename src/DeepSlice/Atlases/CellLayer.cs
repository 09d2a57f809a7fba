namespace DeepSlice.Atlases;

/// <summary>A bright layer of dense cells, as nuclear stains show it in cerebellum and hippocampus.</summary>
/// <param name="depth">Depth of its middle below the border of the structure, in micrometres.</param>
/// <param name="thickness">Standard deviation of its profile, in micrometres.</param>
/// <param name="strength">Brightness relative to the structure around it.</param>
internal sealed class CellLayer(double depth, double thickness, double strength)
{
    /// <summary>Draws a layer.</summary>
    /// <param name="random">Random stream.</param>
    public static CellLayer Draw(RandomStream random) => new(random.Uniform(60, 260), random.Uniform(25, 90), random.Uniform(0.3, 2.2));

    /// <summary>The factor at a depth.</summary>
    /// <param name="micrometres">Depth below the border, 0 or more.</param>
    public float At(double micrometres)
    {
        double from = (micrometres - depth) / thickness;
        return from * from > 12 ? 1 : (float)(1 + (strength * Math.Exp(-0.5 * from * from)));
    }
}
