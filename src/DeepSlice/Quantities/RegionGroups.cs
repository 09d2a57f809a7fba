using DeepSlice.Slices;

namespace DeepSlice.Quantities;

/// <summary>Groups of regions: a parent region is its own tissue plus its children.</summary>
/// <remarks>The file is a JSON list of <c>{"key", "name", "regions"}</c>; <c>regions</c> names regions of the catalogue, or groups above in the list.</remarks>
internal static class RegionGroups
{
    private const string Remedy = """give a JSON list such as [{"key": "forebrain", "name": "forebrain", "regions": ["cx", "hp"]}]""";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">The regions.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such list, or a name is unknown or used twice.</exception>
    public static IReadOnlyList<RegionSet> Read(string path, RegionCatalog catalog)
    {
        var groups = new List<RegionSet>();
        foreach (Group? group in JsonText.Read<Group?[]>(path, JsonFormat.Readable, Remedy))
        {
            if (group?.Regions is not { Count: > 0 } || string.IsNullOrWhiteSpace(group.Key))
            {
                throw new InvalidDataException($"{path}: expected groups with a key and one region or more, got '{group?.Key}' with none; {Remedy}");
            }

            if (catalog.Find(group.Key) is not null || group.Key == RegionSet.TissueKey || groups.Exists(other => other.Key == group.Key))
            {
                throw new InvalidDataException($"{path}: expected a key that no region and no other group has, got '{group.Key}'; rename the group");
            }

            byte[] indices = [.. group.Regions.SelectMany(name => IndicesOf(path, name, catalog, groups)).Distinct().Order()];
            groups.Add(new RegionSet(group.Key, string.IsNullOrWhiteSpace(group.Name) ? group.Key : group.Name, "group", indices));
        }

        return groups;
    }

    private static IEnumerable<byte> IndicesOf(string path, string? name, RegionCatalog catalog, List<RegionSet> groups) =>
        catalog.Find(name ?? "") is { Index: > 0 } region ? [region.Index]
        : groups.Find(group => group.Key == name) is { } earlier ? earlier.Indices
        : throw new InvalidDataException($"{path}: expected regions {catalog.DrawnKeys}, or groups above in the list, got '{name}'; correct the list");

    private sealed record Group(string Key, IReadOnlyList<string> Regions)
    {
        public string? Name { get; init; }
    }
}
