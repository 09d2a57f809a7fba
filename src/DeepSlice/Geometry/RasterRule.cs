namespace DeepSlice.Geometry;

/// <summary>Which pixels belong to a filled outline.</summary>
public enum RasterRule
{
    /// <summary>
    /// Pixels whose centre is inside. A centre exactly on a left or upper border is inside, on a right or lower border outside,
    /// so that outlines that share a border never share a pixel and never leave one out.
    /// </summary>
    PixelCentre,

    /// <summary>
    /// Pixels whose open square (i, i+1) × (j, j+1) the filled outline meets, however little. A border along a grid line, or a
    /// vertex on one, therefore does not touch the pixels on its far side: a rectangle with whole-numbered corners fills the
    /// same pixels by both rules.
    /// </summary>
    EveryTouchedPixel,
}
