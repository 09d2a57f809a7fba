using DeepSlice.Geometry;

namespace DeepSlice.Slices;

/// <summary>The region of every pixel of a slice's working grid.</summary>
public sealed class RegionMap
{
    /// <summary>Creates a map from region indices. The raster is not copied.</summary>
    /// <param name="catalog">Regions of the indices.</param>
    /// <param name="indices">Region index of each pixel.</param>
    /// <exception cref="ArgumentException">A pixel's index is not in the catalogue.</exception>
    public RegionMap(RegionCatalog catalog, Raster<byte> indices)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(indices);
        if (FindUnknown(catalog, indices) is { } problem)
        {
            throw new ArgumentException(problem, nameof(indices));
        }

        Catalog = catalog;
        Indices = indices;
    }

    /// <summary>Regions of the indices.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Region index of each pixel.</summary>
    public Raster<byte> Indices { get; }

    /// <summary>Size of the map.</summary>
    public RasterSize Size => Indices.Size;

    /// <summary>Number of pixels of a region.</summary>
    /// <param name="region">A region of the catalogue.</param>
    public int Area(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Indices.Pixels.Count(region.Index);
    }

    /// <summary>The map with background on marked pixels, so that they are in no region.</summary>
    /// <param name="damage">Values of <see cref="DamageMask"/>, same size; null for none.</param>
    internal RegionMap Without(Raster<byte>? damage)
    {
        if (damage is null || !damage.Pixels.Contains(DamageMask.Marked))
        {
            return this;
        }

        Raster<byte> indices = Indices.Clone();
        for (int i = 0; i < indices.Pixels.Length; i++)
        {
            indices.Pixels[i] = damage.Pixels[i] == DamageMask.Marked ? (byte)0 : indices.Pixels[i];
        }

        return new RegionMap(Catalog, indices);
    }

    /// <summary>The first pixel whose region is not in the catalogue.</summary>
    /// <returns>What was expected and what is there; null if there is none.</returns>
    internal static string? FindUnknown(RegionCatalog catalog, Raster<byte> indices)
    {
        int unknown = indices.Pixels.IndexOfAnyExceptInRange((byte)0, (byte)(catalog.Count - 1));
        return unknown < 0
            ? null
            : $"expected region index 0 to {catalog.Count - 1}, got {indices.Pixels[unknown]} at ({unknown % indices.Width}, {unknown / indices.Width})";
    }
}
