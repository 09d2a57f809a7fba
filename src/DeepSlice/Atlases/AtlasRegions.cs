using DeepSlice.Slices;

namespace DeepSlice.Atlases;

/// <summary>Which region of a catalogue each structure of an atlas belongs to: that of its nearest named ancestor, itself included.</summary>
internal sealed class AtlasRegions
{
    private readonly byte[] _regions;

    private AtlasRegions(Atlas atlas, RegionCatalog catalog, byte[] regions, long[] voxels)
    {
        Atlas = atlas;
        Catalog = catalog;
        Voxels = voxels;
        _regions = regions;
    }

    /// <summary>The atlas.</summary>
    public Atlas Atlas { get; }

    /// <summary>The catalogue.</summary>
    public RegionCatalog Catalog { get; }

    /// <summary>Number of voxels of each region, by its index; that of the background is 0.</summary>
    public IReadOnlyList<long> Voxels { get; }

    /// <summary>Region index of a label of <see cref="LabelVolume"/>; 0 outside the brain.</summary>
    public byte this[ushort label] => _regions[label];

    /// <summary>Maps the structures of an atlas.</summary>
    /// <param name="atlas">The atlas.</param>
    /// <param name="catalog">Regions with their structures; tissue of none becomes <see cref="RegionCatalog.Rest"/>.</param>
    /// <exception cref="InvalidDataException">A structure is unknown or named for two regions, or a region has no voxel.</exception>
    public static AtlasRegions Map(Atlas atlas, AtlasCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(catalog);
        Dictionary<uint, Region> named = Named(atlas, catalog);
        IReadOnlyList<AtlasStructure> structures = atlas.Ontology.Structures;
        var regions = new byte[atlas.Ontology.UnknownTissue + 1];
        for (int i = 0; i < structures.Count; i++)
        {
            uint? nearest = structures[i].Path.Reverse().Cast<uint?>().FirstOrDefault(id => named.ContainsKey(id!.Value));
            regions[i + 1] = nearest is uint id ? named[id].Index : catalog.Regions.Rest!.Index;
        }

        regions[atlas.Ontology.UnknownTissue] = catalog.Regions.Rest!.Index;
        return new AtlasRegions(atlas, catalog.Regions, regions, Count(atlas, catalog.Regions, regions));
    }

    private static Dictionary<uint, Region> Named(Atlas atlas, AtlasCatalog catalog)
    {
        var named = new Dictionary<uint, Region>();
        foreach (AtlasCatalogEntry entry in catalog.Entries)
        {
            Region region = catalog.Regions.Find(entry.Key)!;
            foreach (string name in entry.Of(atlas.Name))
            {
                int index = atlas.Ontology.Find(name) ?? throw Unknown(atlas, region, name);
                uint id = atlas.Ontology.Structures[index].Id;
                if (!named.TryAdd(id, region) && named[id] != region)
                {
                    throw new InvalidDataException($"expected a structure in one region, got '{name}' in '{named[id].Key}' and '{region.Key}'; remove it from one of them");
                }
            }
        }

        return named;
    }

    private static InvalidDataException Unknown(Atlas atlas, Region region, string name)
    {
        string similar = string.Join(", ", atlas.Ontology.Similar(name).Take(5));
        return new InvalidDataException(
            $"expected acronyms, names or ids of {atlas.Name} for '{region.Key}', got '{name}'{(similar.Length > 0 ? $" (similar: {similar})" : "")}; deepslice atlas info lists what there is");
    }

    private static long[] Count(Atlas atlas, RegionCatalog catalog, byte[] regions)
    {
        var counts = new long[catalog.Count];
        IReadOnlyList<long> voxels = atlas.CountVoxels();
        for (int i = 0; i < voxels.Count; i++)
        {
            counts[regions[i + 1]] += voxels[i];
        }

        string[] empty = [.. catalog.Annotated.Where(region => counts[region.Index] == 0).Select(region => region.Key)];
        if (empty.Length > 0)
        {
            throw new InvalidDataException(
                $"expected voxels of {atlas.Name} in every region, got none in {string.Join(", ", empty)}; name structures that have voxels, or remove the region");
        }

        return counts;
    }
}
