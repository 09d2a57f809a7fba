namespace DeepSlice.Native;

/// <summary>A failure inside LibTorch or libvips, with the operation and its inputs.</summary>
public sealed class NativeException : Exception
{
    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">Operation, its inputs, and the native library's message.</param>
    public NativeException(string message)
        : base(message)
    {
    }
}
