using DeepSlice.Slices;

namespace DeepSlice.Atlases;

/// <summary>A region and the structures of atlases that belong to it.</summary>
/// <param name="Key">Key of the region in datasets and files: lower-case letters, digits and underscores.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Color">Colour in pictures.</param>
/// <param name="Structures">Acronyms, full names or ids, by the name of an atlas; <c>default</c> is for all other atlases.</param>
internal sealed record AtlasCatalogEntry(string Key, string Name, RegionColor Color, IReadOnlyDictionary<string, IReadOnlyList<string>> Structures)
{
    private const string Default = "default";

    /// <summary>The structures of an atlas that belong to the region.</summary>
    /// <param name="atlas">Name of the atlas.</param>
    public IReadOnlyList<string> Of(string atlas) => Structures.TryGetValue(atlas, out IReadOnlyList<string>? own) ? own : Structures.GetValueOrDefault(Default, []);
}
