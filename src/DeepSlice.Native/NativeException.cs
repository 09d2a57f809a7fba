namespace DeepSlice.Native;

/// <summary>A failure inside LibTorch or libvips, with the operation and what it was given.</summary>
public sealed class NativeException : Exception
{
    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">Operation, what it was given, and the native library's own words.</param>
    public NativeException(string message)
        : base(message)
    {
    }
}
