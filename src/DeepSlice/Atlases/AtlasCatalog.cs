using DeepSlice.Slices;

namespace DeepSlice.Atlases;

/// <summary>Regions as groups of an atlas's structures.</summary>
internal sealed class AtlasCatalog
{
    // Of 256 region indices, two are background and other tissue.
    private const int MostRegions = 254;
    private const string Remedy = "give a JSON list of regions with key, name, color and structures";

    private AtlasCatalog(IReadOnlyList<AtlasCatalogEntry> entries)
    {
        Entries = entries;
        Regions = new RegionCatalog(
        [
            RegionCatalog.SagittalSix.Background,
            .. entries.Select((entry, i) => new Region((byte)(i + 1), entry.Key, entry.Name, entry.Color)),
            RegionCatalog.SagittalSix.Rest! with { Index = (byte)(entries.Count + 1) },
        ]);
    }

    /// <summary>The regions, without background and other tissue.</summary>
    public IReadOnlyList<AtlasCatalogEntry> Entries { get; }

    /// <summary>The catalogue of datasets with these regions: background, the regions in order, and <c>rest</c> for the tissue of none.</summary>
    public RegionCatalog Regions { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">JSON list of objects with <c>key</c>, <c>name</c>, <c>color</c> and <c>structures</c>.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such list.</exception>
    public static AtlasCatalog Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtlasCatalogEntry?[] entries = JsonText.Read<AtlasCatalogEntry?[]>(path, JsonFormat.Readable, Remedy);
        if (entries.Length is 0 or > MostRegions || entries.Any(entry => entry is null || entry.Structures.Values.Any(names => names is null || names.Contains(null!))))
        {
            throw new InvalidDataException($"{path}: expected 1 to {MostRegions} regions with the names of their structures, got {(entries.Length is 0 or > MostRegions ? $"{entries.Length} regions" : "null among them")}; {Remedy}");
        }

        try
        {
            return new AtlasCatalog(entries!);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: {PlainWords.ReasonAndRemedyOf(error)}", error);
        }
    }
}
