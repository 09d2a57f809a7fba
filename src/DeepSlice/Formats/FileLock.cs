namespace DeepSlice.Formats;

/// <summary>A lock between processes and between threads: a file that only one of them can hold open.</summary>
/// <remarks>The operating system releases the lock when its process ends, however it ends. The file itself stays, because its removal would race with those who wait.</remarks>
internal static class FileLock
{
    private const int PauseMilliseconds = 10;

    /// <summary>Takes the lock, or fails at once.</summary>
    /// <param name="path">The file, made where it is missing; its folder exists.</param>
    /// <exception cref="IOException">The lock is held, or the file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public static IDisposable Open(string path) => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Whether an error of <see cref="Open"/> says that the lock is held.</summary>
    public static bool IsHeld(IOException error) => error.Message.Contains("another process", StringComparison.Ordinal);

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The file, made where it is missing; its folder exists.</param>
    /// <param name="longest">How long to wait.</param>
    /// <returns>The lock, to be disposed of soon.</returns>
    /// <exception cref="IOException">The lock is held for longer, or the file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public static IDisposable Take(string path, TimeSpan longest)
    {
        long last = Environment.TickCount64 + (long)longest.TotalMilliseconds;
        while (true)
        {
            try
            {
                return Open(path);
            }
            catch (IOException error) when (IsHeld(error) && Environment.TickCount64 >= last)
            {
                throw new IOException($"{path}: expected a folder that no other run writes to, got one that another run holds for more than {longest.TotalSeconds:0} s; wait until that run ends, or predict into another folder", error);
            }
            catch (IOException error) when (IsHeld(error))
            {
                Thread.Sleep(PauseMilliseconds);
            }
        }
    }
}
