namespace DeepSlice.Tests.Cli;

/// <summary>A copy of the built program, for tests of what lies beside it.</summary>
internal static class ProgramCopy
{
    /// <summary>Copies the program into a folder, without the model that comes with it.</summary>
    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string pattern in (string[])["*.dll", "*.so", "DeepSlice.Cli.*.json"])
        {
            foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, pattern))
            {
                File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
            }
        }
    }
}
