namespace DeepSlice.Cli.Terminal;

/// <summary>Checks the path of an output before long work begins.</summary>
internal static class OutputPath
{
    /// <summary>Checks that a file or folder can be created, without creating it.</summary>
    /// <param name="path">Path of the output; missing parent folders will be created.</param>
    /// <exception cref="IOException">The nearest folder that exists cannot be written, or is a file.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) ?? "/";
        while (!Path.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder) ?? "/";
        }

        string probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using FileStream stream = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected a writable folder, got {folder} ({error.Message}); choose another --output", error);
        }
    }
}
