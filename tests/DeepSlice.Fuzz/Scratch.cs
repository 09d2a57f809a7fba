using DeepSlice.Fuzz.Mutations;

namespace DeepSlice.Fuzz;

/// <summary>A folder in memory where inputs become files.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string _folder;

    public Scratch()
    {
        string memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Path.Combine(memory, $"deepslice-fuzz-{Environment.ProcessId}");
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Makes the input a file.</summary>
    /// <param name="bytes">Its content.</param>
    /// <param name="name">Its name.</param>
    public string File(byte[] bytes, string name)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Makes the entries of a zip files of a folder; those with other names than the seeds' are left out.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="names">Names that are used.</param>
    public string Unpack(byte[] zip, IReadOnlyCollection<string> names)
    {
        string folder = Path.Combine(_folder, "folder_4");
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        Directory.CreateDirectory(Path.Combine(folder, "labels"));
        foreach (string name in names)
        {
            System.IO.File.Delete(Path.Combine(folder, name));
        }

        foreach ((string name, byte[] content) in ZipMutation.Entries(zip))
        {
            if (names.Contains(name))
            {
                System.IO.File.WriteAllBytes(Path.Combine(folder, name), content);
            }
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
