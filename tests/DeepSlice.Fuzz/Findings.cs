using System.Security.Cryptography;
using System.Text;

namespace DeepSlice.Fuzz;

/// <summary>The inputs that showed an error of the program, one for each error: <c>build/fuzz/&lt;parser&gt;/&lt;hash&gt;.bin</c> and a text of the same name.</summary>
/// <param name="Folder">Folder of the parser.</param>
internal sealed record Findings(string Folder)
{
    /// <summary>Number of different errors that were found, again or for the first time, since a time.</summary>
    public int CountSince(DateTime time) => Directory.GetFiles(Folder, "*.txt").Count(path => File.GetLastWriteTimeUtc(path) >= time);

    /// <summary>Saves an input unless there is one of the same error that is not longer, and the error.</summary>
    /// <param name="key">What makes the error the same.</param>
    /// <param name="input">The input.</param>
    /// <param name="words">The error.</param>
    public void Add(string key, byte[] input, string words)
    {
        Directory.CreateDirectory(Folder);
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..12];
        string path = Path.Combine(Folder, name + ".bin");
        if (!File.Exists(path) || new FileInfo(path).Length > input.Length)
        {
            File.WriteAllBytes(path, input);
        }

        File.WriteAllText(Path.ChangeExtension(path, ".txt"), $"{key}\n{words}\n");
    }
}
