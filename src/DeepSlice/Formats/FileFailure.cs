namespace DeepSlice.Formats;

/// <summary>The rule for errors while reading one of many files: the file is listed as failed and the others are read.</summary>
/// <remarks>
/// Cancellation and a missing or incompatible native library are not the file's failure. A lack of
/// memory is: .NET reports an array that is too long because of a damaged header in the same way.
/// </remarks>
internal static class FileFailure
{
    /// <summary>Whether an error is a failure of the file.</summary>
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
