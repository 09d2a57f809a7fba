using System.Diagnostics;

namespace DeepSlice.Formats;

/// <summary>Reads image files of formats that Bio-Formats must convert first; its program <c>bfconvert</c> is used where it is on the PATH.</summary>
internal static class ConvertedImage
{
    private const string Program = "bfconvert";

    // Each conversion is a Java machine that takes the memory of a slice or more.
    private static readonly Lock s_oneAtATime = new();

    /// <summary>Whether the program is installed.</summary>
    public static bool IsPossible => FindProgram() is not null;

    /// <summary>Why a file cannot be read without conversion, and how to convert it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    public static string Refusal(string path, string format)
    {
        string name = Path.GetFileName(path);
        return $"{path}: expected an image that can be read, got a {format} file; convert it by Bio-Formats ({Program} -series 0 {name} {ImageFolder.IdOf(path)}.ome.tif; where {Program} is installed it is used by itself), or export it from QuPath or Fiji as OME-TIFF";
    }

    /// <summary>Reads an image, from a temporary OME-TIFF where it must be converted.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">Image file of any format.</param>
    /// <param name="read">Reads the file it is given; errors that name it become errors that name the original.</param>
    /// <param name="cancellationToken">Ends the conversion.</param>
    /// <exception cref="InvalidDataException">The file cannot be converted or read.</exception>
    public static T Read<T>(string path, Func<string, T> read, CancellationToken cancellationToken = default)
    {
        if (ImageFormats.Convertible(path) is not { } format)
        {
            return read(path);
        }

        string program = FindProgram() ?? throw new InvalidDataException(Refusal(path, format));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("deepslice-");
        string converted = Path.Combine(folder.FullName, "converted.ome.tif");
        try
        {
            lock (s_oneAtATime)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Convert(program, path, converted, format, cancellationToken);
            }

            return read(converted);
        }
        catch (InvalidDataException error) when (error.Message.Contains(converted, StringComparison.Ordinal))
        {
            throw new InvalidDataException(error.Message.Replace(converted, path, StringComparison.Ordinal), error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Only the first image of a file with several: the slide without its label and its smaller copies.
    private static void Convert(string program, string path, string converted, string format, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, ["-series", "0", path, converted]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidDataException(Refusal(path, format));
        using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        string words = process.StandardError.ReadToEnd();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0 || !File.Exists(converted))
        {
            string last = $"{output.GetAwaiter().GetResult()}\n{words}".Trim().Split('\n')[^1].Trim();
            throw new InvalidDataException($"{path}: expected {Program} to convert the {format} file, got exit code {process.ExitCode}{(last.Length > 0 ? $" ({last})" : "")}; convert it by hand, or export it from QuPath or Fiji as OME-TIFF");
        }
    }

    private static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, Program))
            .FirstOrDefault(File.Exists);
}
