using System.Text;
using DeepSlice.Formats;

namespace DeepSlice.Cli.Terminal;

/// <summary>Checks the folder of an output before long work begins.</summary>
internal static class OutputPath
{
    private const int LongestName = 255;

    /// <summary>Checks that files can be created in a folder, or the folder itself, without leaving anything.</summary>
    /// <param name="folder">The folder; missing parent folders will be created.</param>
    /// <exception cref="IOException">The folder, or the nearest one that exists, cannot be written, or is a file or a link to nothing.</exception>
    public static void RequireWritable(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new UsageException("expected a folder for the output, got an empty name");
        }

        string there = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (there.Split(Path.DirectorySeparatorChar).FirstOrDefault(name => Encoding.UTF8.GetByteCount(name) > LongestName) is { } tooLong)
        {
            throw new IOException($"{folder}: expected names of {LongestName} bytes or fewer, got one of {Encoding.UTF8.GetByteCount(tooLong)}; choose another --output");
        }

        while (!Directory.Exists(there))
        {
            RequireNothing(folder, there);
            there = Path.GetDirectoryName(there) ?? "/";
        }

        try
        {
            using FileStream stream = new(OutputFile.TemporaryIn(there), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{folder}: expected a folder that may be written, got {PlainWords.ReasonOf(error)} in {there}; choose another --output", error);
        }
    }

    private static void RequireNothing(string folder, string there)
    {
        var file = new FileInfo(there);
        string? found = file.LinkTarget is { } target && file.ResolveLinkTarget(returnFinalTarget: true)?.Exists != true ? $"a link to {target}, which does not exist"
            : file.Exists ? "a file"
            : null;
        if (found is not null)
        {
            throw new IOException($"{folder}: expected a folder, got {found}{(there == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) ? "" : $" at {there}")}; choose another --output");
        }
    }
}
