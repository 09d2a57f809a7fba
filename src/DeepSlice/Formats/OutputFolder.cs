namespace DeepSlice.Formats;

/// <summary>Writes folders so that a reader never sees half of one.</summary>
internal static class OutputFolder
{
    /// <summary>Lets a folder be filled under a temporary name beside its place, and renames it when it is whole.</summary>
    /// <param name="path">Folder to make; one that is there is replaced when it is empty or holds <paramref name="mark"/>.</param>
    /// <param name="mark">File by which a folder shows that it is an earlier output of the same kind; null where none may be replaced.</param>
    /// <param name="fill">Writes the files into the folder it is given.</param>
    /// <exception cref="IOException">The folder cannot be written, or holds something else.</exception>
    public static void Write(string path, string? mark, Action<string> fill)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        bool isOccupied = Directory.Exists(whole) && Directory.EnumerateFileSystemEntries(whole).Any();
        if (File.Exists(whole) || (isOccupied && (mark is null || !File.Exists(Path.Combine(whole, mark)))))
        {
            string what = mark is null ? "a file, or a folder that is not empty" : $"something without {mark}";
            throw new IOException($"{path}: found {what}, which is not overwritten; choose another folder or empty it");
        }

        string temporary = $"{whole}.{Guid.NewGuid():N}.tmp";
        string replaced = $"{whole}.{Guid.NewGuid():N}.old";
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (Directory.Exists(whole))
            {
                Directory.Move(whole, replaced);
            }

            Directory.Move(temporary, whole);
        }
        finally
        {
            Remove(temporary);
            Remove(replaced);
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
