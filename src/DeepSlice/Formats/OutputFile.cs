using Microsoft.Win32.SafeHandles;

namespace DeepSlice.Formats;

/// <summary>Writes files atomically: a reader never sees a partial file, even after a crash or a power failure.</summary>
/// <remarks>
/// The content is flushed before the file is renamed. The rename itself may be lost in a power failure: the earlier file is
/// then still complete.
/// </remarks>
internal static class OutputFile
{
    /// <summary>Writes a file under a temporary name in the same folder, and renames it when its content is flushed.</summary>
    /// <param name="path">File to create or replace; its folder is created if missing.</param>
    /// <param name="write">Writes the file at the given path.</param>
    public static void Write(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        string temporary = $"{whole}.{Guid.NewGuid():N}.tmp";
        try
        {
            write(temporary);
            Flush(temporary);
            File.Move(temporary, whole, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a text file in UTF-8.</summary>
    /// <param name="path">As of <see cref="Write"/>.</param>
    /// <param name="text">Content of the file.</param>
    public static void WriteText(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));

    /// <summary>Writes a file of bytes.</summary>
    /// <param name="path">As of <see cref="Write"/>.</param>
    /// <param name="bytes">Content of the file.</param>
    public static void WriteBytes(string path, byte[] bytes) => Write(path, temporary => File.WriteAllBytes(temporary, bytes));

    /// <summary>Writes a file of a temporary folder, without the flush; call <see cref="Flush"/> before it is moved to its place.</summary>
    /// <param name="path">File in a folder that nobody reads.</param>
    /// <param name="bytes">Content of the file.</param>
    public static void Stage(string path, byte[] bytes) => File.WriteAllBytes(path, bytes);

    /// <summary>Flushes a file's content to the disk, whoever has written it, for example libvips.</summary>
    /// <param name="path">The closed file.</param>
    public static void Flush(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }
}
