using System.Security.Cryptography;

namespace DeepSlice.Formats;

/// <summary>The SHA-256 of files, in hexadecimal digits.</summary>
internal static class FileHash
{
    /// <summary>The hash of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
