namespace DeepSlice.Formats;

/// <summary>Writes folders so that a reader never sees half of one.</summary>
internal static class OutputFolder
{
    /// <summary>Lets a folder be filled under a temporary name beside its place, and renames it when it is whole.</summary>
    /// <param name="path">Folder to make; one that is there is replaced where <see cref="RequireReplaceable"/> lets it be.</param>
    /// <param name="contents">As of <see cref="RequireReplaceable"/>.</param>
    /// <param name="fill">Writes the files into the folder it is given.</param>
    /// <exception cref="IOException">The folder cannot be written, or holds something else.</exception>
    public static void Write(string path, IReadOnlyList<string> contents, Action<string> fill)
    {
        RequireReplaceable(path, contents);
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string temporary = $"{whole}.{Guid.NewGuid():N}.tmp";
        string replaced = $"{whole}.{Guid.NewGuid():N}.old";
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);

            // Anew, because filling may take minutes in which somebody uses the folder.
            RequireReplaceable(path, contents);
            Exchange(temporary, whole, replaced);
        }
        finally
        {
            Remove(temporary);
        }

        Remove(replaced);
    }

    /// <summary>Requires that a folder is missing, is empty, or is an earlier output and nothing else.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="contents">Names of all that an output holds, first that of the file by which it is known; empty where none may be replaced.</param>
    /// <exception cref="IOException">There is something else, perhaps beside an earlier output.</exception>
    public static void RequireReplaceable(string path, IReadOnlyList<string> contents)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] found = Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)] : [];
        string? problem = File.Exists(path) ? "a file"
            : found.Length == 0 ? null
            : contents.Count == 0 ? "a folder that is not empty"
            : !found.Contains(contents[0], StringComparer.Ordinal) ? $"something without {contents[0]}"
            : found.FirstOrDefault(name => !contents.Contains(name, StringComparer.Ordinal)) is { } other ? $"'{other}' beside {contents[0]}"
            : null;
        if (problem is not null)
        {
            throw new IOException($"{path}: expected an empty or new folder, got {problem}; choose another folder or empty it");
        }
    }

    private static void Exchange(string temporary, string whole, string replaced)
    {
        bool isThere = Directory.Exists(whole);
        if (isThere)
        {
            Directory.Move(whole, replaced);
        }

        try
        {
            Directory.Move(temporary, whole);
        }
        catch (Exception error) when (isThere && error is (IOException or UnauthorizedAccessException))
        {
            Directory.Move(replaced, whole);
            throw;
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
