namespace DeepSlice.Formats;

/// <summary>Length and time of a file: where they are the same as before, so is the file.</summary>
/// <param name="Length">Length in bytes.</param>
/// <param name="Ticks">Time of the last change in UTC, in units of 100 ns.</param>
internal readonly record struct FileStamp(long Length, long Ticks)
{
    /// <summary>The stamp of a file; null if there is no such file.</summary>
    /// <param name="path">The file; folders have no stamp, since what is in them may change without it.</param>
    public static FileStamp? Find(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Length}-{Ticks:x}");
}
