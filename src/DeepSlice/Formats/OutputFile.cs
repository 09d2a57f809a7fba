namespace DeepSlice.Formats;

/// <summary>Writes files so that a reader never sees half of one.</summary>
internal static class OutputFile
{
    /// <summary>Lets a file be written under a temporary name in the same folder, and renames it when it is whole.</summary>
    /// <param name="path">File to make or replace; its folder is made where it is missing.</param>
    /// <param name="write">Writes the file at the path it is given.</param>
    public static void Write(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        string temporary = $"{whole}.{Guid.NewGuid():N}.tmp";
        try
        {
            write(temporary);
            File.Move(temporary, whole, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
