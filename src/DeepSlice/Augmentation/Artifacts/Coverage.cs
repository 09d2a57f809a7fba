namespace DeepSlice.Augmentation.Artifacts;

/// <summary>How much of a pixel lies on one side of a line, so that edges and gaps narrower than a pixel are drawn as what they are.</summary>
internal static class Coverage
{
    /// <summary>Share of a pixel that lies inside an edge.</summary>
    /// <param name="inside">Distance of its centre from the edge in pixels, positive inside.</param>
    public static double OfEdge(double inside) => Math.Clamp(inside + 0.5, 0, 1);

    /// <summary>Share of a pixel that lies within a band.</summary>
    /// <param name="from">Where the band begins, in pixels from the pixel's centre.</param>
    /// <param name="to">Where the band ends, in pixels from the pixel's centre.</param>
    public static double OfBand(double from, double to) => Math.Max(0, Math.Min(to, 0.5) - Math.Max(from, -0.5));
}
