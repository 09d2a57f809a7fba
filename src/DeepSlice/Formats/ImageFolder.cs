namespace DeepSlice.Formats;

/// <summary>A folder of images.</summary>
public static class ImageFolder
{
    private static readonly string[] Extensions =
    [
        ".tif", ".tiff", ".btf", ".png", ".jpg", ".jpeg", ".jp2", ".webp", ".svs", ".ndpi", ".scn", ".mrxs", ".vms", ".bif",
    ];

    /// <summary>Lists the images of a folder, without those of its folders, in order of their names.</summary>
    /// <param name="folder">Folder.</param>
    /// <returns>Paths of one or more files whose names end as image files do; other files are passed over.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no image.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: there is no such folder");
        }

        string[] images = [.. Directory.EnumerateFiles(folder).Where(IsImage).Order(StringComparer.Ordinal)];
        return images.Length > 0
            ? images
            : throw new InvalidDataException($"{folder}: found no image, looked for {string.Join(" ", Extensions)}");
    }

    /// <summary>The slice id that an image's name gives: without folder and ending, and without <c>.ome</c>.</summary>
    /// <param name="path">Image file.</param>
    public static string IdOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith(".ome", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    private static bool IsImage(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');
}
