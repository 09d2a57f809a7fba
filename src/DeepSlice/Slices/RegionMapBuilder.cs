using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>Turns annotated outlines into a region map.</summary>
public static class RegionMapBuilder
{
    /// <summary>Fills outlines into a map; where regions overlap, the first one in the catalogue wins.</summary>
    /// <param name="catalog">The regions the outlines' keys name.</param>
    /// <param name="size">Size of the working grid.</param>
    /// <param name="outlines">Outlines by region key, in working pixels, in any order; outlines of the same key are united.</param>
    /// <param name="rule">Which pixels belong to an outline.</param>
    /// <returns>The map; pixels in no outline are background.</returns>
    /// <exception cref="ArgumentException">A key is not in the catalogue, or names the background.</exception>
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
                $"found an outline of region '{key}', allowed are {string.Join(", ", catalog.Regions.Skip(1).Select(other => other.Key))}",
                nameof(key));
    }
}
