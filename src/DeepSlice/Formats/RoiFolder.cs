namespace DeepSlice.Formats;

/// <summary>A folder of outlines, drawn or predicted: <c>&lt;id&gt;.zip</c>, <c>&lt;id&gt;.roi</c>, and the <c>&lt;id&gt;.rois.zip</c> of <c>predict</c>.</summary>
internal static class RoiFolder
{
    private const string Zip = ".zip";
    private const string Single = ".roi";

    /// <summary>Lists the files of outlines by the ids of their slices; ids that differ in case only are one.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="recursive">Whether its sub-folders are searched, too.</param>
    /// <returns>For each id one file or more, in order of their names.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ILookup<string, string> List(string folder, bool recursive = false)
    {
        PredictionFolder.RequireThere(folder);
        return SubFolders.Of(folder, recursive)
            .SelectMany(Directory.EnumerateFiles)
            .Where(IsOutlines)
            .Order(StringComparer.Ordinal)
            .ToLookup(path => ImageFolder.PrefixOf(folder, path) + IdOf(path), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The slice id of an outline file: <c>B31</c> for <c>B31.zip</c>, <c>B31.roi</c>, <c>B31.rois.zip</c> and <c>B31.ome.zip</c>.</summary>
    /// <param name="path">File.</param>
    public static string IdOf(string path)
    {
        string name = Path.GetFileName(path);
        bool isPredicted = name.EndsWith(PredictionFolder.OutlinesEnding, StringComparison.OrdinalIgnoreCase);
        return ImageFolder.IdOf(isPredicted ? name[..^PredictionFolder.OutlinesEnding.Length] + Zip : name);
    }

    /// <summary>The error message for a slice with several outline files.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="files">Its files, two or more.</param>
    public static string Ambiguity(string id, IEnumerable<string> files) =>
        $"{string.Join(" and ", files)}: expected one file of outlines for '{id}', got {files.Count()}; keep the right one and move the others to another folder";

    private static bool IsOutlines(string path) =>
        !Path.GetFileName(path).StartsWith('.')
        && Path.GetExtension(path) is string extension
        && (extension.Equals(Zip, StringComparison.OrdinalIgnoreCase) || extension.Equals(Single, StringComparison.OrdinalIgnoreCase));
}
