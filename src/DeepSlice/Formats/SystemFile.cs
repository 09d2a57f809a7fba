namespace DeepSlice.Formats;

/// <summary>Files that operating systems and file managers leave in folders, and temporary files of killed processes. They count as nothing, and are never removed for it.</summary>
internal static class SystemFile
{
    private static readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        ".DS_Store", ".localized", "Icon\r", ".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems", ".DocumentRevisions-V100", ".AppleDouble", "__MACOSX",
        "Thumbs.db", "ehthumbs.db", "desktop.ini", "$RECYCLE.BIN", "System Volume Information",
        ".directory", "lost+found", "@eaDir", "#recycle", ".snapshot",
    };

    private static readonly string[] _beginnings = ["._", ".nfs", ".fuse_hidden", ".Trash-", ".~lock."];

    /// <summary>Whether a file or folder counts as nothing.</summary>
    /// <param name="path">Its path or name.</param>
    public static bool IsOne(string path)
    {
        string name = Path.GetFileName(path);
        return _names.Contains(name) || _beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)) || OutputFile.IsTemporary(name);
    }

    /// <summary>The names of all other files and folders in a folder, in order; none if there is no such folder.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> NamesBeside(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Where(name => !IsOne(name)).Order(StringComparer.Ordinal)];
}
