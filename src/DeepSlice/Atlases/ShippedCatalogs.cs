namespace DeepSlice.Atlases;

/// <summary>The atlas catalogues that come with the program, in the folder <c>catalogs</c> beside it.</summary>
internal static class ShippedCatalogs
{
    /// <summary>Name of the catalogue that is used where none is named.</summary>
    public const string Default = "six-regions";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "catalogs");

    /// <summary>Reads a catalogue.</summary>
    /// <param name="nameOrPath">Name of one that comes with the program, without folder and extension, or path of a file.</param>
    /// <exception cref="FileNotFoundException">There is neither.</exception>
    /// <exception cref="InvalidDataException">The file is no catalogue.</exception>
    public static AtlasCatalog Read(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        string shipped = Path.Combine(Folder, $"{nameOrPath}.json");
        return Path.GetFileName(nameOrPath) == nameOrPath && File.Exists(shipped) ? AtlasCatalog.Read(shipped)
            : File.Exists(nameOrPath) ? AtlasCatalog.Read(nameOrPath)
            : throw new FileNotFoundException($"expected a file, or one of {string.Join(", ", Names())}, got '{nameOrPath}'; correct --regions", nameOrPath);
    }

    private static IEnumerable<string> Names() =>
        Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal) : [];
}
