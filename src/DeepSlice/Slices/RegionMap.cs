using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>The region of every pixel of a slice's working grid.</summary>
public sealed class RegionMap
{
    /// <summary>Makes a map from region indices, which are kept, not copied.</summary>
    /// <param name="catalog">The regions the indices stand for.</param>
    /// <param name="indices">A region index for each pixel.</param>
    /// <exception cref="ArgumentException">A pixel's index is not in the catalogue.</exception>
    public RegionMap(RegionCatalog catalog, Raster<byte> indices)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(indices);
        int unknown = indices.Pixels.IndexOfAnyExceptInRange((byte)0, (byte)(catalog.Count - 1));
        if (unknown >= 0)
        {
            throw new ArgumentException(
                $"found region index {indices.Pixels[unknown]} at ({unknown % indices.Width}, {unknown / indices.Width}), the catalogue has 0 to {catalog.Count - 1}",
                nameof(indices));
        }

        Catalog = catalog;
        Indices = indices;
    }

    /// <summary>The regions the indices stand for.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Region index of each pixel.</summary>
    public Raster<byte> Indices { get; }

    /// <summary>Columns and rows.</summary>
    public RasterSize Size => Indices.Size;

    /// <summary>Number of pixels of one region.</summary>
    /// <param name="region">A region of the catalogue.</param>
    public int Area(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Indices.Pixels.Count(region.Index);
    }
}
