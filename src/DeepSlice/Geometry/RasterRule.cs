namespace DeepSlice.Geometry;

/// <summary>Which pixels belong to a filled outline.</summary>
public enum RasterRule
{
    /// <summary>
    /// Pixels whose centre is inside. A centre exactly on a left or upper border is inside, on a right or lower border outside,
    /// so outlines that share a border leave no gap and no overlap.
    /// </summary>
    PixelCentre,

    /// <summary>
    /// Pixels whose open square (i, i+1) × (j, j+1) intersects the filled outline. A border along a grid line, or a vertex on one,
    /// does not touch the pixels on its far side: a rectangle with integer corners gives the same pixels by both rules.
    /// </summary>
    EveryTouchedPixel,
}
