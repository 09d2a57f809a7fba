namespace DeepSlice.Formats;

/// <summary>The one rule for errors while a file among many is read: any of them is that file's failure, which is listed while the others are read.</summary>
/// <remarks>
/// Exceptions to the rule are cancellation, and a native library that is missing or of another version, which no file causes. A lack of
/// memory counts as the file's failure: .NET reports an array that a damaged header makes too long in the same way, and nothing is left half done.
/// </remarks>
internal static class FileFailure
{
    /// <summary>Whether an error is the failure of the file that was read.</summary>
    public static bool IsOne(Exception error) => error is not (OperationCanceledException or TypeLoadException or BadImageFormatException);

    /// <summary>Describes the failure in one line that names the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">An error for which <see cref="IsOne"/> holds.</param>
    public static string Describe(string path, Exception error) => error switch
    {
        InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException => error.Message,
        OutOfMemoryException => $"{path}: expected an image that fits into memory, got one that does not; use a larger binning",
        _ => $"{path}: expected a readable file, got {error.GetType().Name} ({error.Message}); open it in another program and save it again",
    };
}
