using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>An annotated outline of a region; a region may have several.</summary>
/// <param name="Region">Region of the catalogue.</param>
/// <param name="Outline">Border in full-resolution pixels.</param>
public sealed record RegionOutline(Region Region, Outline<PixelPoint> Outline)
{
    /// <summary>The outline's own name, as drawn.</summary>
    /// <value>Default the key of the region.</value>
    public string Name { get; init; } = Region.Key;

    /// <summary>Outlines the annotated regions of a map along the edges of its pixels.</summary>
    /// <param name="regions">Regions on the working grid.</param>
    /// <param name="frame">How the working grid lies on the original image.</param>
    /// <returns>
    /// One outline a region that has pixels, in the catalogue's order; holes and islands are rings of it. Filled by pixel centres on the
    /// working grid, the outlines give back exactly the same pixels; so where the last block of the binning reaches over the image's
    /// border, the outline does too.
    /// </returns>
    public static IReadOnlyList<RegionOutline> Trace(RegionMap regions, SliceFrame frame)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(frame);
        var outlines = new List<RegionOutline>();
        foreach (Region region in regions.Catalog.Annotated)
        {
            if (ContourTracer.Trace(regions.Indices, region.Index) is { } outline)
            {
                outlines.Add(new RegionOutline(region, outline.Map(frame.ToFullResolution)));
            }
        }

        return outlines;
    }
}
