using System.Text.Json;
using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>The catalogue beside the label maps of a prediction: <c>catalog.json</c>, a list of its regions.</summary>
internal static class CatalogFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "catalog.json";

    /// <summary>Writes a catalogue into a folder.</summary>
    /// <param name="folder">Folder, made where it is missing.</param>
    /// <param name="catalog">The catalogue.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string folder, RegionCatalog catalog) => OutputFile.WriteText(
        Path.Combine(folder, Name), JsonSerializer.Serialize(catalog, JsonFormat.Readable) + "\n");

    /// <summary>Reads the catalogue of a folder.</summary>
    /// <param name="folder">Folder.</param>
    /// <returns>The catalogue, or null where the folder states none.</returns>
    /// <exception cref="InvalidDataException">The file is no catalogue.</exception>
    public static RegionCatalog? Find(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<RegionCatalog>(File.ReadAllText(path), JsonFormat.Readable)
                ?? throw new InvalidDataException($"{path}: found null in place of a list of regions; predict again");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}; predict again", error);
        }
    }
}
