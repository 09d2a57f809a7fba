namespace DeepSlice.Formats;

/// <summary>Writes folders atomically: a reader never sees a partial folder.</summary>
internal static class OutputFolder
{
    /// <summary>Fills a folder under a temporary name in the same place, and renames it when it is complete.</summary>
    /// <param name="path">Folder to create; an existing one is replaced if <see cref="RequireReplaceable"/> permits it.</param>
    /// <param name="contents">As of <see cref="RequireReplaceable"/>.</param>
    /// <param name="fill">Writes the files into the given folder.</param>
    /// <exception cref="IOException">The folder cannot be written, or contains other files.</exception>
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

            // Checked again, because the folder may have changed while it was filled.
            RequireReplaceable(path, contents);
            Exchange(temporary, whole, replaced);
        }
        finally
        {
            Remove(temporary);
        }

        Remove(replaced);
    }

    /// <summary>Checks that a folder is missing, empty, or an earlier output without other files.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="contents">Names of all files of an output, first the one that identifies it; empty if no folder may be replaced.</param>
    /// <exception cref="IOException">The folder contains other files.</exception>
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
