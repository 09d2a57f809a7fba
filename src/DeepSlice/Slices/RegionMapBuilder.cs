using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>Makes region maps from annotated outlines.</summary>
internal static class RegionMapBuilder
{
    /// <summary>Rasterizes outlines into a region map; where regions overlap, the first one in the catalogue wins.</summary>
    /// <param name="catalog">Regions of the outlines' keys.</param>
    /// <param name="size">Size of the working grid.</param>
    /// <param name="outlines">Outlines by region key, in working pixels, in any order; outlines with the same key are merged.</param>
    /// <param name="rule">Which pixels belong to an outline.</param>
    /// <returns>The map; pixels outside all outlines are background.</returns>
    /// <exception cref="ArgumentException">A key is not in the catalogue, or is that of the background.</exception>
    public static RegionMap FromOutlines(
        RegionCatalog catalog, RasterSize size, IEnumerable<KeyValuePair<string, Outline<BinnedPoint>>> outlines, RasterRule rule)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(outlines);
        var indices = new Raster<byte>(size);
        foreach ((Region region, Outline<BinnedPoint> outline) in outlines
            .Select(entry => (Region: FindDrawn(catalog, entry.Key), Outline: entry.Value))
            .OrderByDescending(entry => entry.Region.Index))
        {
            PolygonRasterizer.Fill(outline, rule, indices, region.Index);
        }

        return new RegionMap(catalog, indices);
    }

    private static Region FindDrawn(RegionCatalog catalog, string key)
    {
        Region? region = catalog.Find(key);
        return region is not null && region.Index > 0
            ? region
            : throw new ArgumentException(
                $"expected one of {string.Join(", ", catalog.Regions.Skip(1).Select(other => other.Key))}, got an outline of '{key}'",
                nameof(key));
    }
}
