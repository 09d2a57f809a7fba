namespace DeepSlice.Formats;

/// <summary>The sub-folders of a folder of images that may hold images of their own.</summary>
internal static class SubFolders
{
    /// <summary>All files of a folder; none of one that may not be read.</summary>
    public static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Lists a folder and its sub-folders.</summary>
    /// <param name="folder">The folder, which comes first.</param>
    /// <param name="recursive">Whether to list sub-folders at all.</param>
    /// <returns>
    /// Folders in order, without hidden ones, those that this program writes, and those that belong to a file of a microscope; each folder once, even
    /// where links lead to it again.
    /// </returns>
    public static IEnumerable<string> Of(string folder, bool recursive)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out string? current))
        {
            if (!seen.Add(Target(current)))
            {
                continue;
            }

            yield return current;
            if (recursive)
            {
                foreach (string below in Directory.EnumerateDirectories(current, "*", Readable).Where(IsOfPeople).OrderDescending(StringComparer.Ordinal))
                {
                    waiting.Push(below);
                }
            }
        }
    }

    private static bool IsOfPeople(string path)
    {
        string name = Path.GetFileName(path);
        bool isOfVsi = name.Length > 2 && name.StartsWith('_') && name.EndsWith('_');
        return !name.StartsWith('.') && !isOfVsi && !SystemFile.IsOne(name)
            && Path.GetExtension(name).ToLowerInvariant() is not (".zarr" or ".files")
            && !IsOutput(path);
    }

    private static bool IsOutput(string path) =>
        ((string[])[DatasetFolder.DocumentName, PredictionFolder.RunName, "plan.json"]).Any(name => File.Exists(Path.Combine(path, name)));

    private static string Target(string path) => new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
}
