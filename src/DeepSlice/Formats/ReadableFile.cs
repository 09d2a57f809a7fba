namespace DeepSlice.Formats;

/// <summary>Says in plain words why the system does not open an image file.</summary>
internal static class ReadableFile
{
    /// <summary>Checks that an image file is there and may be read.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or it is a link that leads nowhere.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read the file.</exception>
    public static void Require(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || (file.LinkTarget is not null && !File.Exists(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName)))
        {
            throw new FileNotFoundException(
                file.LinkTarget is { } target
                    ? $"{path}: expected an image, unable to open it: it is a link to {target}, which is missing; connect its drive, or copy the image itself"
                    : $"{path}: there is no such file",
                path);
        }

        try
        {
            using FileStream stream = file.OpenRead();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnauthorizedAccessException($"{path}: expected an image, unable to open it: you may not read the file; change its permissions, or copy it as its owner", error);
        }
    }
}
