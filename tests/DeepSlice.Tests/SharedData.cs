namespace DeepSlice.Tests;

/// <summary>The folder of reference data beside the repository; tests that need it are skipped if it is absent.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    /// <summary>Full path of a file or folder of the reference data; skips the running test if it is absent.</summary>
    public static string Require(string relativePath)
    {
        string path = Path.Combine(Folder ?? "", relativePath);
        Assert.SkipUnless(Folder is not null && Path.Exists(path), $"reference data '{relativePath}' is not beside the repository");
        return path;
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DeepSlice.slnx")))
            {
                string data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
