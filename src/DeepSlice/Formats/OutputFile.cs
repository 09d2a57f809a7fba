using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DeepSlice.Formats;

/// <summary>Writes files atomically: a reader never sees a partial file, even after a crash or a power failure.</summary>
/// <remarks>
/// The content is flushed before the file is renamed. The rename itself may be lost in a power failure: the earlier file is
/// then still complete. A link is followed: the file that it leads to is replaced, and the link stays.
/// </remarks>
internal static class OutputFile
{
    private const string TemporaryEnding = ".tmp";

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789abcdef");

    private static readonly TimeSpan _leftAfter = TimeSpan.FromDays(1);

    /// <summary>Writes a file under a temporary name in the same folder, and renames it when its content is flushed.</summary>
    /// <param name="path">File to create or replace; its folder is created if missing.</param>
    /// <param name="write">Writes the file at the given path.</param>
    /// <exception cref="IOException">The file cannot be written; the message says why.</exception>
    public static void Write(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.GetFullPath(path);
        try
        {
            whole = new FileInfo(whole).LinkTarget is null ? whole : File.ResolveLinkTarget(whole, returnFinalTarget: true)!.FullName;
            string folder = Path.GetDirectoryName(whole)!;
            Directory.CreateDirectory(folder);
            Write(whole, TemporaryIn(folder), write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && PlainWords.IsOfTheSystem(error))
        {
            throw new IOException($"{path}: expected to write the file, got {PlainWords.ReasonAndRemedyOf(error)}", error);
        }
    }

    /// <summary>Writes a text file in UTF-8.</summary>
    /// <param name="path">As of <see cref="Write(string, Action{string})"/>.</param>
    /// <param name="text">Content of the file.</param>
    public static void WriteText(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));

    /// <summary>Writes a file of bytes.</summary>
    /// <param name="path">As of <see cref="Write(string, Action{string})"/>.</param>
    /// <param name="bytes">Content of the file.</param>
    public static void WriteBytes(string path, byte[] bytes) => Write(path, temporary => File.WriteAllBytes(temporary, bytes));

    /// <summary>Adds bytes to the end of a file that is read while it grows; whoever reads it must stand a last part that is cut off.</summary>
    /// <param name="path">A file that exists.</param>
    /// <param name="bytes">What to add.</param>
    /// <exception cref="IOException">The file cannot be written; the message says why.</exception>
    public static void Append(string path, byte[] bytes)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && PlainWords.IsOfTheSystem(error))
        {
            throw new IOException($"{path}: expected to write the file, got {PlainWords.ReasonAndRemedyOf(error)}", error);
        }
    }

    /// <summary>Opens a file to which lines are added; each is handed over to the system at once. Whoever reads it must stand a last line that is cut off.</summary>
    /// <param name="path">The file; made with its folder where it is missing.</param>
    /// <exception cref="IOException">The file cannot be written; the message says why.</exception>
    public static StreamWriter OpenLines(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true, NewLine = "\n" };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && PlainWords.IsOfTheSystem(error))
        {
            throw new IOException($"{path}: expected to write the file, got {PlainWords.ReasonAndRemedyOf(error)}", error);
        }
    }

    /// <summary>A new temporary name in a folder. It is short, so that it is allowed wherever the name of the file is.</summary>
    /// <param name="folder">The folder.</param>
    public static string TemporaryIn(string folder) => Path.Combine(folder, $".{Guid.NewGuid():N}{TemporaryEnding}");

    /// <summary>Whether a name is that of a temporary file or folder.</summary>
    /// <param name="name">Name without folder.</param>
    public static bool IsTemporary(string name)
    {
        ReadOnlySpan<char> digits = name.EndsWith(TemporaryEnding, StringComparison.Ordinal) ? name.AsSpan(0, name.Length - TemporaryEnding.Length) : [];
        return digits.Length > 32 && digits[^33] == '.' && !digits[^32..].ContainsAnyExcept(_digits);
    }

    /// <summary>Removes temporary files that a killed process left in a folder more than a day ago: younger ones may belong to a process that is running.</summary>
    /// <param name="folder">The folder; may be missing.</param>
    public static void RemoveLeftovers(string folder)
    {
        foreach (FileInfo file in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles() : [])
        {
            if (IsTemporary(file.Name) && TimeProvider.System.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > _leftAfter)
            {
                file.Delete();
            }
        }
    }

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

    private static void Write(string path, string temporary, Action<string> write)
    {
        try
        {
            write(temporary);
            Flush(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
