using DeepSlice.Geometry;
using DeepSlice.Slices;

namespace DeepSlice.Reports;

/// <summary>Borders of regions as vector paths over a picture.</summary>
internal static class OutlinePaths
{
    /// <summary>The border of each annotated region that a map has.</summary>
    /// <param name="regions">The map.</param>
    /// <param name="longestSide">Longest side of the picture that <see cref="SliceRenderer"/> draws.</param>
    /// <returns>By key, the path in half pixels of the picture.</returns>
    public static IReadOnlyDictionary<string, string> Of(RegionMap regions, int longestSide)
    {
        ArgumentNullException.ThrowIfNull(regions);
        Raster<byte> indices = SmoothLabels.Resize(regions.Indices, longestSide);
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Region region in regions.Catalog.Annotated)
        {
            if (ContourTracer.Trace(indices, region.Index) is { } outline)
            {
                paths.Add(region.Key, OutlinePath.Of(outline));
            }
        }

        return paths;
    }

    /// <summary>The paths as drawing, in the colours of the catalogue.</summary>
    /// <param name="catalog">The regions.</param>
    /// <param name="paths">By key, the path.</param>
    /// <param name="kind">Class of the stylesheet.</param>
    public static IEnumerable<Html> Draw(RegionCatalog catalog, IReadOnlyDictionary<string, string> paths, string kind)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Annotated.Where(region => paths.ContainsKey(region.Key)).Select(region =>
            Html.Of($"""<path class="{kind}" style="--c:{region.Color.ToString()}" d="{paths[region.Key]}"/>"""));
    }
}
