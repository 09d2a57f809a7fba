using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>A catalogue of regions in a separate file: the list that <c>dataset.json</c> has under <c>regions</c>, and that <c>catalog.json</c> is.</summary>
internal static class RegionCatalogFile
{
    /// <summary>Reads a catalogue.</summary>
    /// <param name="path">A JSON list of regions, background first, each with <c>index</c>, <c>key</c>, <c>name</c>, <c>color</c> and <c>annotated</c> (true unless given).</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not JSON, or not a catalogue.</exception>
    public static RegionCatalog Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file; give a JSON list of regions, as dataset.json has it", path);
        }

        RegionCatalog catalog = JsonText.Read<RegionCatalog>(path, JsonFormat.Readable, "give a JSON list of regions, as dataset.json has it");
        return catalog.Annotated.Any() && !catalog.Background.IsAnnotated
            ? catalog
            : throw new InvalidDataException($"{path}: expected one annotated region or more and a background, the first region, that is not annotated, got {string.Join(", ", catalog.Regions.Select(region => $"{region.Key}{(region.IsAnnotated ? " (annotated)" : "")}"))}; correct 'annotated'");
    }
}
