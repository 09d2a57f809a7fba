using DeepSlice.Slices;

namespace DeepSlice.Quantities;

/// <summary>What a row of a table of quantities is about: a region of the catalogue, a group of regions, or all tissue.</summary>
/// <param name="Key">Key of the region, key of the group, or <see cref="TissueKey"/>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Kind"><c>region</c>, <c>group</c> or <c>tissue</c>.</param>
/// <param name="Indices">Region indices of its pixels.</param>
internal sealed record RegionSet(string Key, string Name, string Kind, IReadOnlyList<byte> Indices)
{
    /// <summary>Key of all pixels other than background.</summary>
    public const string TissueKey = "tissue";

    /// <summary>All regions but the background, the groups, and all tissue.</summary>
    /// <param name="catalog">The regions.</param>
    /// <param name="groups">Groups of them.</param>
    public static IReadOnlyList<RegionSet> Of(RegionCatalog catalog, IEnumerable<RegionSet> groups) =>
    [
        .. catalog.Regions.Skip(1).Select(region => new RegionSet(region.Key, region.Name, "region", [region.Index])),
        .. groups,
        new RegionSet(TissueKey, "all tissue", "tissue", [.. catalog.Regions.Skip(1).Select(region => region.Index)]),
    ];
}
