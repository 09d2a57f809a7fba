using DeepSlice.Slices;

namespace DeepSlice.Formats;

/// <summary>A folder of images.</summary>
internal static class ImageFolder
{
    private const int MostNamed = 5;

    // Enough to say that there are some.
    private const int MostLookedInto = 200;

    /// <summary>Lists the images of a folder in order of their paths.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="recursive">Whether its sub-folders are searched, too.</param>
    /// <returns>The images, by extension or content; files of another kind and the pictures of a prediction are skipped.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no image.</exception>
    public static FolderImages List(string folder, bool recursive = false)
    {
        PredictionFolder.RequireThere(folder);
        string[] paths = [.. SubFolders.Of(folder, recursive).SelectMany(ImagesIn).Order(StringComparer.Ordinal)];
        ILookup<bool, string> kinds = paths.ToLookup(path => ImageFormats.Convertible(path) is null || (ConvertedImage.IsPossible && File.Exists(path)));
        var readable = kinds[true].Select(path => new FolderImage(path, IdOf(folder, path), AnimalOf(folder, path))).ToList();
        List<FileFailure> failures = [];
        List<string> warnings = [];

        // A file beside its own conversion needs nothing.
        ILookup<string, FolderImage> byId = readable.Where(image => ImageFormats.Convertible(image.Path) is null).ToLookup(image => image.Id, StringComparer.OrdinalIgnoreCase);
        readable.RemoveAll(image => ImageFormats.Convertible(image.Path) is not null && byId.Contains(image.Id));
        foreach (string path in paths)
        {
            if (ImageFormats.Convertible(path) is not { } format)
            {
                continue;
            }

            if (byId[IdOf(folder, path)].FirstOrDefault() is { } converted)
            {
                warnings.Add($"{path}: the {format} file was not read, as {converted.Path} is an image of the same slice");
            }
            else if (kinds[false].Contains(path))
            {
                failures.Add(new FileFailure(path, ConvertedImage.Refusal(path, format)));
            }
        }

        string[] unsearched = recursive ? [] : [.. SubFolders.Of(folder, recursive: true).Skip(1).Take(MostLookedInto).Where(HoldsImages).Take(MostNamed + 1)];
        if (unsearched.Length > 0)
        {
            string names = string.Join(", ", unsearched.Take(MostNamed).Select(sub => Path.GetRelativePath(folder, sub)));
            warnings.Add($"{folder}: sub-folders hold images that were not read ({names}{(unsearched.Length > MostNamed ? " …" : "")}); give --recursive to read them");
        }

        return paths.Length > 0
            ? new FolderImages(readable, failures, warnings)
            : throw new InvalidDataException(
                $"{folder}: expected images ({ImageFormats.Endings}), got none{(unsearched.Length > 0 ? " besides those in sub-folders; give --recursive" : " besides pictures that predict has written; give the folder of the slices")}");
    }

    /// <summary>The slice id of an image: its file name without extension and without <c>.ome</c>, in Unicode's composed form.</summary>
    /// <param name="path">Image file.</param>
    public static string IdOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return ComposedText.Of(name.EndsWith(".ome", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name);
    }

    /// <summary>The slice id of a file below a folder: <c>mouse1_s01</c> for <c>mouse1/s01.tif</c>.</summary>
    /// <param name="folder">The folder that was searched.</param>
    /// <param name="path">A file in it or in a sub-folder.</param>
    public static string IdOf(string folder, string path) => PrefixOf(folder, path) + IdOf(path);

    /// <summary>What a file's sub-folder adds to its slice id: <c>mouse1_</c> for <c>mouse1/s01.tif</c>, nothing in the folder itself.</summary>
    /// <param name="folder">The folder that was searched.</param>
    /// <param name="path">A file in it or in a sub-folder.</param>
    public static string PrefixOf(string folder, string path) => string.Concat(Below(folder, path).Select(name => name + "_"));

    private static string AnimalOf(string folder, string path) => Below(folder, path).FirstOrDefault("");

    private static string[] Below(string folder, string path)
    {
        string inside = Path.GetRelativePath(folder, Path.GetDirectoryName(path) ?? folder);
        return inside == "." ? [] : [.. inside.Split(Path.DirectorySeparatorChar).Select(ComposedText.Of)];
    }

    private static bool HoldsImages(string folder) =>
        Directory.EnumerateFiles(folder, "*", SubFolders.Readable).Any(path => !Path.GetFileName(path).StartsWith('.') && ImageFormats.IsImageByName(path) && !PredictionFolder.IsPicture(path));

    private static IEnumerable<string> ImagesIn(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Where(path =>
            !Path.GetFileName(path).StartsWith('.')
            && (!Directory.Exists(path) || Path.GetExtension(path).Equals(".zarr", StringComparison.OrdinalIgnoreCase))
            && !PredictionFolder.IsPicture(path)
            && ImageFormats.IsImage(path));
}
