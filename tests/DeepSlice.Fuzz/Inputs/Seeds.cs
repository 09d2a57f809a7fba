using DeepSlice.Fuzz.Mutations;

namespace DeepSlice.Fuzz.Inputs;

/// <summary>Inputs to begin with.</summary>
internal static class Seeds
{
    private const int LongestFile = 1 << 18;
    private const int MostFiles = 300;

    /// <summary>Root of the repository; null where the program lies elsewhere.</summary>
    public static string? Repository { get; } = FindRepository();

    /// <summary>The seeds of a parser: those made in code, and small files of the reference data beside the repository.</summary>
    /// <param name="parser">The parser.</param>
    /// <param name="builtInOnly">Whether the reference data are left out.</param>
    public static IReadOnlyList<byte[]> Of(Parser parser, bool builtInOnly)
    {
        string shared = Path.Combine(Repository ?? "", "..", "shared");
        if (builtInOnly || Repository is null || parser.Endings.Count == 0 || !Directory.Exists(shared))
        {
            return parser.Seeds();
        }

        // The same name in many folders is one kind of file; short ones first, as changes are more likely to matter in them.
        IEnumerable<byte[]> files = new[] { "data", "cases" }
            .Select(folder => Path.Combine(shared, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => parser.Endings.Any(ending => path.Contains(ending, StringComparison.OrdinalIgnoreCase)))
            .Select(path => new FileInfo(path))
            .Where(file => file.Length is > 0 and <= LongestFile)
            .OrderBy(file => file.Length)
            .ThenBy(file => file.FullName, StringComparer.Ordinal)
            .Take(MostFiles)
            .Select(file => File.ReadAllBytes(file.FullName));
        return [.. parser.Seeds(), .. files];
    }

    /// <summary>The bytes of a file that is written by the library.</summary>
    public static byte[] Written(string name, Action<string> write, string inside = "")
    {
        string folder = Directory.CreateTempSubdirectory("deepslice-seed-").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            write(path);
            return File.ReadAllBytes(Path.Combine(path, inside));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A zip of the files of a folder that is written by the library.</summary>
    public static byte[] WrittenFolder(Action<string> write)
    {
        string folder = Directory.CreateTempSubdirectory("deepslice-seed-").FullName;
        try
        {
            string path = Path.Combine(folder, "folder_4");
            write(path);
            IEnumerable<(string, byte[])> files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => (Path.GetRelativePath(path, file), File.ReadAllBytes(file)));
            return ZipMutation.Pack(files, new Random(1));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DeepSlice.slnx")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
