using System.Text.Json;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>A catalogue of regions in a file of its own: the list that <c>dataset.json</c> has under <c>regions</c>.</summary>
public static class RegionCatalogFile
{
    /// <summary>Reads a catalogue.</summary>
    /// <param name="path">A JSON list of regions, background first, each with <c>index</c>, <c>key</c>, <c>name</c>, <c>color</c> and <c>annotated</c> (true unless given).</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no JSON, or no catalogue.</exception>
    public static RegionCatalog Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file; give a JSON list of regions, as dataset.json has it", path);
        }

        RegionCatalog catalog;
        try
        {
            catalog = JsonSerializer.Deserialize<RegionCatalog>(File.ReadAllText(path), JsonFormat.Readable)
                ?? throw new JsonException("found null in place of a list of regions");
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }

        return catalog.Annotated.Any() && !catalog.Background.IsAnnotated
            ? catalog
            : throw new InvalidDataException($"{path}: found no annotated region, or an annotated background; one region or more is annotated, and the first, the background, is not");
    }
}
