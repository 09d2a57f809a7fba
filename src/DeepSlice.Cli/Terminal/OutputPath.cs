namespace DeepSlice.Cli.Terminal;

/// <summary>Looks at the place of an output before long work begins.</summary>
internal static class OutputPath
{
    /// <summary>Requires that a file or folder can be made, without making it.</summary>
    /// <param name="path">Where the output will lie; missing folders above it will be made.</param>
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
            throw new IOException($"{path}: cannot be written, because {folder} cannot ({error.Message}); choose another --output", error);
        }
    }
}
