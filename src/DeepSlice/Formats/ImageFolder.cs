using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>A folder of images.</summary>
internal static class ImageFolder
{
    private static readonly string[] Extensions =
    [
        ".tif", ".tiff", ".btf", ".png", ".jpg", ".jpeg", ".jp2", ".webp", ".svs", ".ndpi", ".scn", ".mrxs", ".vms", ".bif",
    ];

    /// <summary>Lists the images of a folder in order of their names; its subfolders are not searched.</summary>
    /// <param name="folder">Folder.</param>
    /// <returns>Paths of one or more image files, by extension; other files and the pictures of a prediction are skipped.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no image.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        PredictionFolder.RequireThere(folder);
        string[] images = [.. Directory.EnumerateFiles(folder).Where(IsImage).Order(StringComparer.Ordinal)];
        return images.Length > 0
            ? images
            : throw new InvalidDataException($"{folder}: expected images ({string.Join(" ", Extensions)}), got none besides pictures that predict has written; give the folder of the slices");
    }

    /// <summary>The slice id of an image: its file name without extension and without <c>.ome</c>; with composed umlauts, which a Mac decomposes.</summary>
    /// <param name="path">Image file.</param>
    public static string IdOf(string path)
    {
        string name = ComposedText.Of(Path.GetFileNameWithoutExtension(path));
        return name.EndsWith(".ome", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    /// <summary>Whether a file has the extension of an image.</summary>
    internal static bool HasImageExtension(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsImage(string path) =>
        HasImageExtension(path) && !Path.GetFileName(path).StartsWith('.') && !PredictionFolder.IsPicture(path);
}
