namespace DeepSlice.Formats;

/// <summary>A file among many that was skipped because it could not be used; the others were.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">The file, what was expected, what it is, and the remedy.</param>
/// <remarks>
/// Any error while a file among many is read is that file's failure. Exceptions to the rule are cancellation, and a native library that is missing or of
/// another version, which no file causes. A lack of memory counts as the file's failure: .NET reports an array that a damaged header makes too long in the
/// same way, and nothing is left half done.
/// </remarks>
public sealed record FileFailure(string Path, string Reason)
{
    /// <summary>Whether an error is the failure of the file that was read.</summary>
    internal static bool IsOne(Exception error) => error is not (OperationCanceledException or TypeLoadException or BadImageFormatException);

    /// <summary>The failure of a file, in one line that names it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">An error for which <see cref="IsOne"/> holds.</param>
    internal static FileFailure Of(string path, Exception error) => new(path, error switch
    {
        InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException => PlainWords.Of(error),
        OutOfMemoryException => $"{path}: expected an image that fits into memory, got one that does not; use a larger binning",
        _ => $"{path}: expected a readable file, got one that is damaged, or of an unknown kind; open it in another program and save it again",
    });

    /// <summary>The error where every file has failed.</summary>
    /// <param name="failures">One failure or more.</param>
    internal static InvalidDataException OfAll(IEnumerable<FileFailure> failures)
    {
        FileFailure[] all = [.. failures];
        return new InvalidDataException(all.Length == 1 ? all[0].Reason : $"{all[0].Reason}; {Counted.Of(all.Length - 1, "more file")} failed, too, and none is left");
    }
}
