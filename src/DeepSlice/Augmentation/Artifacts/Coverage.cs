namespace DeepSlice.Augmentation.Artifacts;

/// <summary>Pixel coverage, to draw edges and gaps narrower than a pixel without aliasing.</summary>
internal static class Coverage
{
    /// <summary>Fraction of a pixel inside an edge.</summary>
    /// <param name="inside">Signed distance of the pixel's centre from the edge in pixels, positive inside.</param>
    public static double OfEdge(double inside) => Math.Clamp(inside + 0.5, 0, 1);

    /// <summary>Fraction of a pixel within a band.</summary>
    /// <param name="from">Start of the band, in pixels from the pixel's centre.</param>
    /// <param name="to">End of the band, in pixels from the pixel's centre.</param>
    public static double OfBand(double from, double to) => Math.Max(0, Math.Min(to, 0.5) - Math.Max(from, -0.5));
}
