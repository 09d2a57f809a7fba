namespace DeepSlice.Formats;

/// <summary>Files of one folder that appear together: each is written under a temporary name beside its place, and all are renamed at the end.</summary>
/// <remarks>
/// The folder itself is never renamed or replaced, so it may be a link, a mount point, or lie where nothing else may be written. Files that were not published
/// are removed on disposal, and so are folders made for them.
/// </remarks>
internal sealed class OutputFolder : IDisposable
{
    private readonly string _folder;
    private readonly List<(string Temporary, string Place)> _staged = [];
    private readonly Stack<string> _made = [];

    /// <summary>Begins the output; nothing is made before the first file.</summary>
    /// <param name="path">The folder; created if missing.</param>
    public OutputFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _folder = Path.GetFullPath(path);
    }

    /// <summary>Writes a file under a temporary name.</summary>
    /// <param name="name">Its path within the folder.</param>
    /// <param name="write">Writes the file at the given path, by <see cref="OutputFile"/>.</param>
    /// <returns>The SHA-256 of its content, in hexadecimal digits.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public string Stage(string name, Action<string> write)
    {
        string place = Path.Combine(_folder, name);
        string folder = Path.GetDirectoryName(place)!;
        Make(folder);
        string temporary = OutputFile.TemporaryIn(folder);
        _staged.Add((temporary, place));
        try
        {
            write(temporary);
        }
        catch (IOException error) when (error.Message.Contains(temporary, StringComparison.Ordinal))
        {
            throw new IOException(error.Message.Replace(temporary, place, StringComparison.Ordinal), error);
        }

        return FileHash.Of(temporary);
    }

    /// <summary>Puts all files in place, in the order in which they were staged.</summary>
    /// <exception cref="IOException">A file cannot be replaced.</exception>
    public void Publish()
    {
        foreach ((string temporary, string place) in _staged)
        {
            File.Move(temporary, place, overwrite: true);
        }

        _staged.Clear();
        _made.Clear();
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        foreach ((string temporary, _) in _staged)
        {
            File.Delete(temporary);
        }

        foreach (string folder in _made.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>Requires that a folder is missing or empty.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It contains files, or is one.</exception>
    public static void RequireEmpty(string path)
    {
        RequireNoFile(path);
        if (SystemFile.NamesBeside(path) is [string first, ..] found)
        {
            throw new IOException($"{path}: expected an empty or new folder, got one with '{first}'{(found.Count > 1 ? $" and {found.Count - 1} more" : "")}; choose another folder or empty it");
        }
    }

    /// <summary>Requires that a path is not that of a file.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="IOException">It is a file.</exception>
    public static void RequireNoFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
        {
            throw new IOException($"{path}: expected an empty or new folder, got a file; choose another folder");
        }
    }

    private void Make(string folder)
    {
        if (!Directory.Exists(folder))
        {
            if (Path.GetDirectoryName(folder) is { } parent)
            {
                Make(parent);
            }

            Directory.CreateDirectory(folder);
            _made.Push(folder);
        }
    }
}
