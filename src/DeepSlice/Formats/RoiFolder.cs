namespace DeepSlice.Formats;

/// <summary>
/// A folder of outlines, drawn or predicted: <c>&lt;id&gt;.zip</c>, <c>&lt;id&gt;.roi</c>, QuPath's <c>&lt;id&gt;.geojson</c>, and the
/// <c>&lt;id&gt;.rois.zip</c> of <c>predict</c>.
/// </summary>
internal static class RoiFolder
{
    /// <summary>The files that are read, for messages.</summary>
    public const string Allowed = ".zip or .roi files of ImageJ, or .geojson files of QuPath,";

    // The longer ones first.
    private static readonly string[] Endings = [PredictionFolder.OutlinesEnding, ".geojson.zip", ".geojson.gz", ".geojson", ".zip", ".roi", Json];

    private const string Json = ".json";

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

    /// <summary>
    /// The slice id of an outline file: <c>B31</c> for <c>B31.zip</c>, <c>B31.roi</c>, <c>B31.geojson</c>, <c>B31.rois.zip</c>, <c>B31.ome.zip</c>, and for
    /// <c>B31.tif.geojson</c>, as QuPath names an export after its image.
    /// </summary>
    /// <param name="path">File.</param>
    public static string IdOf(string path)
    {
        string name = Path.GetFileName(path);
        string ending = EndingOf(name) ?? Path.GetExtension(name);
        name = name[..^ending.Length];
        return ImageFolder.IdOf(ending.Contains(Json[1..], StringComparison.OrdinalIgnoreCase) && ImageFormats.IsImageByName(name) ? name : name + Json);
    }

    /// <summary>The error message for a slice with several outline files.</summary>
    /// <param name="id">Id of the slice.</param>
    /// <param name="files">Its files, two or more.</param>
    public static string Ambiguity(string id, IEnumerable<string> files) =>
        $"{string.Join(" and ", files)}: expected one file of outlines for '{id}', got {files.Count()}; keep the right one and move the others to another folder";

    private static bool IsOutlines(string path) =>
        !Path.GetFileName(path).StartsWith('.')
        && EndingOf(path) is string ending
        && (ending != Json || GeoJsonFile.HasFeatures(path));

    private static string? EndingOf(string name) => Array.Find(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
